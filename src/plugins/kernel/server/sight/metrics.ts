import type { Core } from '@strapi/strapi';
import { Distribution } from './distribution';

/** One figure of a metric; `labels` tell it from the metric's others. */
export interface Sample<Label extends string, Value> {
  labels: Readonly<Record<Label, string | number>>;
  value: Value;
}

interface Described<Label extends string> {
  /** As Prometheus names it, with unit: `duka_<what>_<unit>`, `…_total` where it only grows. */
  name: string;
  help: string;
  /** Their values must be few: a route's template is one, a SKU is none. */
  labels?: readonly Label[];
}

type Collected<Label extends string, Value> =
  readonly Sample<Label, Value>[] | ([Label] extends [never] ? Value : never);

export interface NumberMetric<Label extends string> extends Described<Label> {
  /** `gauge` unless told. */
  type?: 'gauge' | 'counter';
  /** Asked at each scrape; may ask the database, with one cheap statement. */
  collect(): Collected<Label, number> | Promise<Collected<Label, number>>;
}

export interface HistogramMetric<Label extends string> extends Described<Label> {
  type: 'histogram';
  collect(): Collected<Label, Distribution>;
}

/** A metric as it was registered, the figures of one without labels among others' form. */
export interface Metric {
  name: string;
  help: string;
  type: 'gauge' | 'counter' | 'histogram';
  collect(): Promise<readonly Sample<string, number | Distribution>[]>;
}

const registered = new WeakMap<Core.Strapi, Metric[]>();

/**
 * Has a figure shown on `/metrics`. Call it in a plugin's `register` or `bootstrap`. Whoever counts
 * keeps plain numbers and hands them over in `collect`; nothing is done until somebody looks.
 *
 * @throws Error where the name is taken
 */
export function metric<const Label extends string = never>(
  strapi: Core.Strapi,
  { name, help, type = 'gauge', collect }: NumberMetric<Label> | HistogramMetric<Label>,
): void {
  const known = metricsOf(strapi);
  if (known.some((other) => other.name === name)) {
    throw new Error(`Two metrics are named ${name}`);
  }
  const samples = async () => {
    const collected = await collect();
    return typeof collected === 'number' || collected instanceof Distribution
      ? [{ labels: {}, value: collected }]
      : collected;
  };
  registered.set(strapi, [...known, { name, help, type, collect: samples }]);
}

/** The metrics of all plugins. */
export function metricsOf(strapi: Core.Strapi): readonly Metric[] {
  return registered.get(strapi) ?? [];
}

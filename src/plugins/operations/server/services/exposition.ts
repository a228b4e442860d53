import type { Core } from '@strapi/strapi';
import type { Metric as PromMetric, Registry } from 'prom-client';
import { metric, metricsOf, type Metric } from '../../../kernel/server/contract';
import { withinTime } from './within-time';

const LONGEST_MS = 2_000;
/** Whoever looks sooner again sees the same figures: they cost statements. */
const KEPT_MS = 1_000;

/** A value as prom-client writes it out. */
interface Value {
  metricName?: string;
  labels: Readonly<Record<string, string | number>>;
  value: number;
}

export interface Exposition {
  /** All figures in Prometheus' text format. */
  read(): Promise<{ type: string; text: string }>;
}

/** Shows the metrics of all rooms, and of the process, as Prometheus reads them. */
export function createExposition({ strapi }: { strapi: Core.Strapi }): Exposition {
  const failures = new Map<string, number>();
  metric(strapi, {
    name: 'duka_metric_failures_total',
    help: 'Looks at a metric that failed or took too long; it is missing from that answer.',
    type: 'counter',
    labels: ['metric'],
    collect: () => [...failures].map(([name, value]) => ({ labels: { metric: name }, value })),
  });
  const failed = (name: string, error: unknown) => {
    failures.set(name, (failures.get(name) ?? 0) + 1);
    strapi.log.warn(`operations: ${name}: ${(error as Error).message}`);
  };

  let registry: Promise<Registry> | undefined;
  let kept: { at: number; answer: Promise<{ type: string; text: string }> } | undefined;
  const readNow = async () => {
    const open = await (registry ??= openRegistry(strapi, failed));
    return { type: open.contentType, text: await open.metrics() };
  };
  return {
    read() {
      const now = performance.now();
      if (kept === undefined || now - kept.at > KEPT_MS) kept = { at: now, answer: readNow() };
      return kept.answer;
    },
  };
}

/** The exposition of this process. */
export function expositionOf(strapi: Core.Strapi): Exposition {
  return strapi.plugin('operations').service('exposition') as Exposition;
}

/** The library is loaded at the first look: most processes of tests and commands never have one. */
async function openRegistry(
  strapi: Core.Strapi,
  failed: (name: string, error: unknown) => void,
): Promise<Registry> {
  const { Registry: OpenRegistry, collectDefaultMetrics } = await import('prom-client');
  const registry = new OpenRegistry();
  collectDefaultMetrics({ register: registry });
  for (const definition of metricsOf(strapi)) {
    const { name, help, type } = definition;
    const get = async () => {
      const values = await withinTime(LONGEST_MS, () => valuesOf(definition)).catch(
        (error: unknown) => {
          failed(name, error);
          return [];
        },
      );
      return { name, help, type, values };
    };
    // All that a registry asks of a metric is its name and its values.
    registry.registerMetric({ name, get } as unknown as PromMetric);
  }
  return registry;
}

async function valuesOf({ name, collect }: Metric): Promise<Value[]> {
  const samples = await collect();
  return samples.flatMap(({ labels, value }) => {
    if (typeof value === 'number') return { labels, value };
    return [
      ...value.cumulated().map(({ bound, count }) => ({
        metricName: `${name}_bucket`,
        labels: { ...labels, le: bound === Infinity ? '+Inf' : bound },
        value: count,
      })),
      { metricName: `${name}_sum`, labels, value: value.sum },
      { metricName: `${name}_count`, labels, value: value.count },
    ];
  });
}

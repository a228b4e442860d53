import type { Liquid, Template } from 'liquidjs';
import { LRUCache } from 'lru-cache';

/** Most characters that a template may have, and that may come out of it. */
export const LONGEST_TEMPLATE = 50_000;
const LONGEST_OUTPUT = 200_000;

/** Rendering is given up after this; the shipped templates take a hundredth of it. */
const RENDER_MS = 500;
const RENDER_OBJECTS = 1_000_000;

/** Tags that read other templates, and the filter that takes the escaping off. */
const FORBIDDEN_TAGS = ['include', 'render', 'layout', 'block'];
const FORBIDDEN_FILTERS = ['raw', 'liquid'];

/** Templates that are kept as they were read: all of a shop with several languages. */
const MOST_READ = 500;

export type Format = 'text' | 'html';

/** Renders what staff have written: no code, no files, bounded in time and size. */
export interface Templates {
  /** @returns what is wrong with a template, undefined where it can be read */
  faultIn(source: string, format: Format): string | undefined;
  /** @throws Error where it cannot be read or rendered, or takes too long or too much */
  render(source: string, format: Format, variables: object): string;
}

/** Opens the language of templates; its library is loaded when it is first needed. */
export async function openTemplates(): Promise<Templates> {
  const library = await import('liquidjs');
  const engines = { text: engineOf(library.Liquid, false), html: engineOf(library.Liquid, true) };
  const read = new LRUCache<string, Template[]>({ max: MOST_READ });
  const parse = (source: string, format: Format) => {
    if (source.length > LONGEST_TEMPLATE) {
      throw new Error(`is longer than ${LONGEST_TEMPLATE} characters`);
    }
    const key = `${format}:${source}`;
    const known = read.get(key) ?? engines[format].parse(source);
    read.set(key, known);
    return known;
  };
  return {
    faultIn(source, format) {
      try {
        parse(source, format);
        return undefined;
      } catch (error) {
        return messageOf(error);
      }
    },
    render(source, format, variables) {
      const output = engines[format].renderSync(parse(source, format), variables) as string;
      if (output.length > LONGEST_OUTPUT) {
        throw new Error(`its output is longer than ${LONGEST_OUTPUT} characters`);
      }
      return output;
    },
  };
}

/** The first line of what the template's library says. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

function engineOf(Engine: typeof Liquid, escaped: boolean): Liquid {
  const engine = new Engine({
    ...(escaped ? { outputEscape: 'escape' } : {}),
    // An empty shelf instead of the file system.
    templates: {},
    dynamicPartials: false,
    ownPropertyOnly: true,
    strictFilters: true,
    // What is empty counts as absent: `{% if line.variant %}` of '' is not so.
    jsTruthy: true,
    parseLimit: LONGEST_TEMPLATE,
    renderLimit: RENDER_MS,
    memoryLimit: RENDER_OBJECTS,
    timezoneOffset: 'UTC',
  });
  for (const tag of FORBIDDEN_TAGS) Reflect.deleteProperty(engine.tags, tag);
  for (const filter of FORBIDDEN_FILTERS) Reflect.deleteProperty(engine.filters, filter);
  return engine;
}

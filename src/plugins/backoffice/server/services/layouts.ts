import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core, UID } from '@strapi/strapi';
import {
  applyLayout,
  isEdited,
  layoutSchema,
  strangersIn,
  type Configuration,
  type Layout,
} from '../domain/layout';

interface Model {
  uid: string;
  attributes: Record<string, { type?: string }>;
}

/** The part of the content manager's services that keeps a view's configuration. */
interface ConfigurationStore {
  findConfiguration(model: Model): Promise<Configuration>;
  /** Gives it as it is kept. */
  updateConfiguration(model: Model, configuration: Configuration): Promise<Configuration>;
}

/** What we remember of the last layout that we wrote. */
interface WrittenLayout {
  /** Hash of the layout's file. */
  source: string;
  configuration: Configuration;
}

const FILE_NAME = 'layout.json';
/** Where Strapi's store keeps what was written. */
const STORE = { type: 'plugin', name: 'backoffice' };
const KEY = 'layout_';

/**
 * Lays out the admin panel as the `layout.json` files beside the content types say. A view is
 * written when its file is new or has changed, and never again once somebody has edited it in the
 * panel (Configure the view).
 *
 * @throws Error where a file is malformed or names what is not there
 */
export async function loadLayouts(strapi: Core.Strapi): Promise<void> {
  const root = strapi.dirs.dist.src;
  const files = await readdir(root, { recursive: true });
  const written = await readWritten(strapi);
  const layouts = files.filter((name) => name.endsWith(FILE_NAME));
  await Promise.all(layouts.map((file) => loadLayout(strapi, join(root, file), written)));
}

/** What was written of all layouts, by the key it is stored at: one statement, for every start asks. */
async function readWritten(strapi: Core.Strapi): Promise<Map<string, WrittenLayout>> {
  const rows = (await strapi.db.query('strapi::core-store').findMany({
    where: { key: { $startsWith: `plugin_${STORE.name}_${KEY}` } },
  })) as { key: string; value: string }[];
  return new Map(rows.map(({ key, value }) => [key, JSON.parse(value) as WrittenLayout]));
}

async function loadLayout(
  strapi: Core.Strapi,
  file: string,
  written: Map<string, WrittenLayout>,
): Promise<void> {
  const text = await readFile(file, 'utf8');
  const source = createHash('sha256').update(text).digest('hex');
  const layout = readLayout(file, text);
  const { model, store } = viewOf(strapi, layout.uid, file);
  // The panel leaves out attributes that the schema marks invisible; a layout may still name them.
  const { attributes } = strapi.getModel(layout.uid as UID.Schema);
  const known = [...Object.keys(attributes), ...Object.keys(model.attributes)];
  const strangers = strangersIn(layout, known);
  if (strangers.length > 0) {
    throw new Error(`${file}: ${layout.uid} has no ${strangers.join(', ')}`);
  }

  const key = `${KEY}${layout.uid}`;
  const last = written.get(`plugin_${STORE.name}_${key}`);
  // Strapi shows columns of JSON, but takes them out of every list when it starts: they are put back.
  const isJson = (name: string) => model.attributes[name]?.type === 'json';
  const taken = (layout.list ?? []).filter(isJson);
  if (last?.source === source && taken.length === 0) return;

  const present = await store.findConfiguration(model);
  if (last !== undefined && isEdited(last.configuration, present, taken)) {
    if (last.source === source) return;
    strapi.log.info(`The view of ${layout.uid} was edited in the admin panel and stays as it is.`);
    return;
  }
  const configuration = await store.updateConfiguration(model, applyLayout(present, layout));
  if (last?.source === source) return;
  await strapi
    .store({ ...STORE, key })
    .set({ value: { source, configuration } satisfies WrittenLayout });
}

function readLayout(file: string, text: string): Layout {
  const result = layoutSchema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`${file}: ${faults.join('; ')}`);
}

/** Finds what a layout is for, and the service that keeps its view. */
function viewOf(
  strapi: Core.Strapi,
  uid: string,
  file: string,
): { model: Model; store: ConfigurationStore } {
  const manager = strapi.plugin('content-manager');
  const contentTypes = manager.service('content-types') as ConfigurationStore & {
    findContentType(uid: string): Model | undefined;
  };
  const components = manager.service('components') as ConfigurationStore & {
    findComponent(uid: string): Model | undefined;
  };
  const contentType = contentTypes.findContentType(uid);
  const model = contentType ?? components.findComponent(uid);
  if (model === undefined) throw new Error(`${file}: there is no content type ${uid}`);
  return { model, store: contentType === undefined ? components : contentTypes };
}

import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';

type Comparison = () => Promise<void>;

interface Actions {
  actionProvider: { values(): { actionId: string }[] };
  conditionProvider: { keys(): string[] };
}

/** Where Strapi's store keeps for which shapes a comparison was made last. */
const STORE = { type: 'plugin', name: 'backoffice' };
const KEY = 'compared_';

/**
 * At every start Strapi compares the view of each content type with its attributes, and the rights of
 * the super administrator with each action on each attribute: a fifth of the whole start's work. From
 * here on it does so only where content types, actions or Strapi itself have changed since it last did.
 */
export function compareOnlyChanges(strapi: Core.Strapi): void {
  const manager = strapi.plugin('content-manager');
  const shapes = () => [strapi.config.get('info.strapi'), strapi.contentTypes, strapi.components];
  const rights = () => {
    const { actionProvider, conditionProvider } = strapi.service('admin::permission') as Actions;
    const actions = actionProvider.values().map((action) => [action.actionId, action] as const);
    return [...shapes(), Object.fromEntries(actions), conditionProvider.keys()];
  };
  const spare = (name: string, service: unknown, method: string, compared: () => unknown) => {
    const comparing = service as Record<string, Comparison>;
    const compare = comparing[method]?.bind(service);
    if (compare === undefined) throw new Error(`Strapi’s ${method} is called otherwise`);
    comparing[method] = () => whereChanged(strapi, name, compared(), compare);
  };
  spare('views', manager.service('content-types'), 'syncConfigurations', shapes);
  spare('component_views', manager.service('components'), 'syncConfigurations', shapes);
  spare('administrator', strapi.service('admin::role'), 'resetSuperAdminPermissions', rights);
  spare('rights', strapi.service('admin::permission'), 'cleanPermissionsInDatabase', rights);
}

/**
 * Does something unless it was done, in this database, for the same.
 *
 * @param name under which it is remembered
 * @param subject what it depends on; all of it that is data counts
 */
async function whereChanged(
  strapi: Core.Strapi,
  name: string,
  subject: unknown,
  action: Comparison,
): Promise<void> {
  const store = strapi.store({ ...STORE, key: `${KEY}${name}` });
  const fingerprint = createHash('sha256').update(JSON.stringify(subject, inOrder)).digest('hex');
  if ((await store.get({})) === fingerprint) return;
  await action();
  await store.set({ value: fingerprint });
}

/** Types and actions come in the order in which their files happened to be read. */
function inOrder(_key: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.every((each) => typeof each === 'string') ? value.toSorted() : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

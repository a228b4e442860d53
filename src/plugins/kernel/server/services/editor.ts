import type { Core } from '@strapi/strapi';

/** Who edits a document in the request that is being answered, as movements name them. */
export function editorOf(strapi: Core.Strapi): string {
  const state = strapi.requestContext.get()?.state as EditorState | undefined;
  if (isPanel(strapi) && state?.user) return `staff:${state.user.id}`;
  const { strategy, credentials } = state?.auth ?? {};
  if (strategy?.name === 'staff') return `staff:${credentials?.id}`;
  if (strategy?.name === 'content-api-token') return `machine:${credentials?.id}`;
  return 'system';
}

/** Whether the request comes from the admin panel. */
export function isPanel(strapi: Core.Strapi): boolean {
  return strapi.requestContext.get()?.path.startsWith('/content-manager/') ?? false;
}

/**
 * When the document that the panel's form shows was last changed. The form sends all that it was
 * filled with, so this tells whether it shows what is there now.
 */
export function pageOpenedAt(strapi: Core.Strapi): Date | undefined {
  if (!isPanel(strapi)) return undefined;
  const request = strapi.requestContext.get()?.request as { body?: unknown } | undefined;
  const body = request?.body;
  if (typeof body !== 'object' || body === null || !('updatedAt' in body)) return undefined;
  return typeof body.updatedAt === 'string' ? new Date(body.updatedAt) : undefined;
}

interface EditorState {
  user?: { id: number };
  auth?: { strategy?: { name?: string }; credentials?: { id?: number } };
}

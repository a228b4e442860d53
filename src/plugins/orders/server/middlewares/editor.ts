import type { Core } from '@strapi/strapi';
import { isPanel } from '../../../kernel/server/contract';
import type { Actor } from '../domain/history';

/** What Strapi's own authentication leaves in the request's state. */
interface EditorState {
  user?: { id: number; firstname: string | null; lastname: string | null; email: string };
  auth?: { credentials?: { id?: number; name?: string } };
}

/** Who edits an order by hand in the request that is being answered: in the panel, or over REST. */
export function editor(strapi: Core.Strapi): Actor {
  const { user, auth } = (strapi.requestContext.get()?.state ?? {}) as EditorState;
  if (isPanel(strapi) && user !== undefined) {
    const name = [user.firstname, user.lastname].filter(Boolean).join(' ') || user.email;
    return { kind: 'staff', id: String(user.id), name };
  }
  const { id, name = null } = auth?.credentials ?? {};
  return { kind: 'machine', id: id === undefined ? null : String(id), name };
}

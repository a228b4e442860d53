import type { Core } from '@strapi/strapi';
import type { Transaction } from '../database/database';
import type { DomainEvent } from '../domain/events';
import { publish } from '../services/publish';
import { inStrapiTransaction } from '../services/strapi-transaction';
import { lockDocument } from '../sql/lock-document';

const EDITS = [
  'create',
  'update',
  'clone',
  'delete',
  'publish',
  'unpublish',
  'discardDraft',
] as const;
export type EditAction = (typeof EDITS)[number];

/** What somebody did to a document, in the admin panel, by REST or by a script. */
export interface Edit<State> {
  action: EditAction;
  documentId: string;
  /** Undefined where it was made by this. */
  before: State | undefined;
  /** Undefined where it is gone. */
  after: State | undefined;
}

/** Turns the edits of one content type into events. */
export interface EditTeller<State> {
  /** What must be known of a document before and after; undefined where there is none. */
  look(tx: Transaction, documentId: string): Promise<State | undefined>;
  events(edit: Edit<State>): DomainEvent[];
}

/**
 * Has edits of documents told as events, in Strapi's own transaction: what is rolled back is not told.
 * Call it in a plugin's `register`.
 */
export function tellEdits<State>(
  strapi: Core.Strapi,
  uid: string,
  { look, events }: EditTeller<State>,
): void {
  strapi.documents.use((context, next) => {
    const action = EDITS.find((name) => name === context.action);
    if (context.uid !== uid || action === undefined) return next();
    const { documentId: given } = context.params as { documentId?: string };
    return inStrapiTransaction(strapi, async (tx) => {
      // Who edits it at the same time comes before or after: else both would find what was before.
      if (given !== undefined) await tx.query(lockDocument, [given]);
      const before = given === undefined ? undefined : await look(tx, given);
      const result = await next();
      const made = action === 'create' || action === 'clone';
      const documentId = made ? (result as { documentId?: string }).documentId : given;
      if (documentId === undefined) return result;
      const after = await look(tx, documentId);
      // There is no such document: nothing was done.
      if (before === undefined && after === undefined) return result;
      const edit = { action, documentId, before: made ? undefined : before, after };
      await publish(tx, events(edit));
      return result;
    });
  });
}

import type { ReactNode } from 'react';
import type { StrapiApp } from '@strapi/strapi/admin';

/** What the content manager tells an action of the document that it stands beside. */
export interface BesideDocument {
  model: string;
  documentId?: string;
  document?: Record<string, unknown>;
}

interface Description {
  label: string;
  position: ('panel' | 'table-row')[];
  dialog: { type: 'dialog'; title: string; content: ReactNode; onConfirm: () => Promise<void> };
}

/** A button beside documents, which asks before it does anything; null where it has no place. A hook. */
export type DocumentAction = (beside: BesideDocument) => Description | null;

/** What we use of the content manager's door for plugins, which has no types. */
type AddActions = (actions: readonly DocumentAction[]) => void;

/** Puts buttons beside the content manager's documents; each says itself of which types it has something. */
export function addDocumentActions(app: StrapiApp, actions: readonly DocumentAction[]): void {
  const { apis } = app.getPlugin('content-manager');
  (apis.addDocumentAction as AddActions)(actions);
}

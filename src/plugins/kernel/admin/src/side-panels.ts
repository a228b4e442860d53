import type { StrapiApp } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

/** What the content manager gives the panels beside its form. */
export interface PanelProps {
  /** Uid of the content type. */
  model: string;
  documentId?: string;
}

/** What it shows of one; null for nothing. */
export type Panel = { title: string; content: ReactNode } | null;

/** What we use of the content manager's door for plugins, which has no types. */
type AddPanels = (panels: readonly ((props: PanelProps) => Panel)[]) => void;

/** Puts panels beside the content manager's form; each says itself of which types it has something. */
export function addSidePanels(
  app: StrapiApp,
  panels: readonly ((props: PanelProps) => Panel)[],
): void {
  const { apis } = app.getPlugin('content-manager');
  (apis.addEditViewSidePanel as AddPanels)(panels);
}

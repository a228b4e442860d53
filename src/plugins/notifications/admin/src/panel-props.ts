import type { ReactNode } from 'react';

/** What the content manager gives the panels beside its form. */
export interface PanelProps {
  /** Uid of the content type. */
  model: string;
  documentId?: string;
}

/** What it shows of one; null for nothing. */
export type Panel = { title: string; content: ReactNode } | null;

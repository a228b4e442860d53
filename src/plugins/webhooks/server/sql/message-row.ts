import type { MessageKind } from '../domain/inbound';

/** A message of another system. */
export interface MessageRow {
  document_id: string;
  message_id: string;
  kind: MessageKind;
  state: 'received' | 'worked' | 'failed';
  why: string | null;
  body: string;
  changed: number | null;
  tries: number;
  received_at: Date;
  worked_at: Date | null;
}

/** What {@link MessageRow} is read from. */
export const messageColumns = `
  document_id, message_id, kind, state, why, body, changed, tries, received_at, worked_at`;

import type { Core } from '@strapi/strapi';
import { databaseOf, newDocumentId } from '../../../../kernel/server/contract';
import { masked } from '../../domain/mask';
import { insertMessage } from '../../sql/insert-message';

/** A provider's message. */
export interface Sent {
  provider: string;
  /** The same message again has the same. */
  eventId: string;
  type: string;
  /** Why it is believed, as staff read it; null where that must still be proved. */
  by: string | null;
  body: string;
  params: Readonly<Record<string, string>>;
}

/** Stores a message to be worked, once per event. */
export async function storeMessage(
  strapi: Core.Strapi,
  { provider, eventId, type, by, body, params }: Sent,
): Promise<void> {
  const text = body.replaceAll('\u0000', '');
  await databaseOf(strapi).query(insertMessage, [
    newDocumentId(),
    provider,
    eventId.slice(0, 255),
    type,
    by,
    text,
    JSON.stringify(params),
    JSON.stringify(contentOf(text)),
  ]);
}

/** What staff may see of a message. */
function contentOf(text: string): unknown {
  try {
    return masked(JSON.parse(text)) ?? null;
  } catch {
    return masked(text);
  }
}

import type { DeliveryRow } from '../services/deliveries';
import type { EndpointRow } from '../services/endpoints';
import type { MessageRow } from '../services/messages';

/** An endpoint as its routes answer it. Its secrets are never among it. */
export function presentEndpoint(row: EndpointRow) {
  return {
    documentId: row.document_id,
    url: row.url,
    description: row.description,
    events: row.events,
    active: row.active,
    offReason: row.off_reason,
    failingSince: row.failing_since,
    previousSecretUntil: row.previous_secret_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A delivery, with the body that was sent and the beginning of what was answered. */
export function presentDelivery(row: DeliveryRow) {
  return {
    documentId: row.document_id,
    webhookId: row.document_id,
    type: row.type,
    subject: row.subject,
    sequence: row.sequence,
    state: row.state,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    lastTriedAt: row.last_tried_at,
    deliveredAt: row.delivered_at,
    body: row.body,
    correlationId: row.correlation,
    answer: { status: row.answer_status, body: row.answer_body, milliseconds: row.milliseconds },
    error: row.error,
    attempts: row.attempts ?? [],
    createdAt: row.created_at,
  };
}

/** A message of another system, and what became of it. */
export function presentMessage(row: MessageRow) {
  return {
    documentId: row.document_id,
    messageId: row.message_id,
    kind: row.kind,
    state: row.state,
    why: row.why,
    changed: row.changed,
    tries: row.tries,
    body: row.body,
    receivedAt: row.received_at,
    workedAt: row.worked_at,
  };
}

import type { Core } from '@strapi/strapi';
import { databaseOf, publish, violatedConstraint } from '../../../../kernel/server/contract';
import type {
  Inbox,
  Meaning,
  News,
  StoredMessage,
  WhichOperation,
  WhichPayment,
} from '../../domain/provider';
import { closeMessage } from '../../sql/close-message';
import { findPayment } from '../../sql/find-payment';
import { proveMessage } from '../../sql/prove-message';
import type { MessageRow } from '../../sql/take-messages';
import { openBooks } from '../ledger/books';
import { markDispute } from '../ledger/mark-dispute';
import { settle } from '../ledger/settle';
import { recordOf } from '../operations/call-provider';
import { carryOut, operationRow } from '../operations/carry-out';
import { countRefusal } from '../paying/shut-out-card';
import { providerOf } from '../providers/registry';
import { wake } from '../wake';
import { recordUnasked } from './record-unasked';

/** Seconds before a message that could not be worked is tried again; after the last a person looks. */
const PAUSES_SECONDS = [2, 5, 15, 30, 60, 300, 900, 3_600];

/** What became of a message. */
interface Ending {
  state: 'worked' | 'ignored' | 'review' | 'received';
  why: string | null;
  payment: { id: number; document_id: string } | undefined;
}

/** Works a stored message: finds out what it means, and lets `settle` do it. It may be worked twice. */
export async function workMessage(strapi: Core.Strapi, message: MessageRow): Promise<void> {
  let ending: Ending;
  try {
    ending = await meaningDone(strapi, message);
  } catch (error) {
    const constraint = violatedConstraint(error);
    ending =
      constraint === 'payments_receipt_uq' || constraint === 'payments_reference_uq'
        ? { state: 'review', why: 'its receipt is of another payment', payment: undefined }
        : { state: 'received', why: String(error), payment: undefined };
  }
  const pause = ending.state === 'received' ? PAUSES_SECONDS[message.tries - 1] : undefined;
  const state = ending.state === 'received' && pause === undefined ? 'failed' : ending.state;
  await databaseOf(strapi).transaction(async (tx) => {
    const { document_id: id } = message;
    const paymentRow = ending.payment?.id ?? null;
    await tx.query(closeMessage, [id, state, ending.why, paymentRow, pause ?? null]);
    if (state !== 'review' && state !== 'failed') return;
    const { provider, event_id: eventId, type } = message;
    const paymentId = ending.payment?.document_id ?? null;
    const payload = { documentId: id, paymentId, provider, eventId, type, why: ending.why };
    await publish(tx, [{ event: 'payment.review', subject: id, payload }]);
  });
}

async function meaningDone(strapi: Core.Strapi, message: MessageRow): Promise<Ending> {
  const { provider } = providerOf(strapi, message.provider);
  if (provider.inbox === undefined) throw new Error(`${provider.name} sends no messages`);
  const recorder = recordOf(strapi, { method: provider.method, operation: 'message' });
  const stored: StoredMessage = {
    eventId: message.event_id,
    type: message.type,
    body: message.body,
    params: message.params,
    record: recorder.record,
  };
  let meaning: Meaning;
  try {
    const doubt =
      message.verified_by === null &&
      (await doubtOf(strapi, provider.inbox, message.document_id, stored));
    meaning = doubt ? { kind: 'ignored', why: doubt } : await provider.inbox.read(stored);
  } finally {
    await recorder.flush();
  }
  switch (meaning.kind) {
    case 'ignored':
    case 'review':
      return { state: meaning.kind, why: meaning.why, payment: undefined };
    case 'unasked': {
      const recorded = await databaseOf(strapi).transaction((tx) =>
        recordUnasked(tx, provider.method, meaning),
      );
      if (recorded.kind === 'recorded' && recorded.due) wake(strapi);
      return recorded.kind === 'recorded'
        ? { state: 'worked', why: null, payment: undefined }
        : { state: 'review', why: recorded.why, payment: undefined };
    }
    case 'dispute':
      return disputeMarked(strapi, message, meaning);
    case 'news':
      return newsSettled(strapi, message, meaning);
  }
}

/** Why a message that was stored unproven is not worked; undefined where it is believed now. */
async function doubtOf(
  strapi: Core.Strapi,
  { prove }: Inbox,
  documentId: string,
  stored: StoredMessage,
): Promise<string | undefined> {
  if (prove === undefined) throw new Error('It cannot be proved');
  const proved = await prove(stored);
  if (proved.kind === 'forged') {
    strapi.log.warn(`payments: a message is not believed: ${proved.why}`);
    return proved.why;
  }
  const proof = [documentId, proved.eventId.slice(0, 255), proved.by] as const;
  const [believed] = await databaseOf(strapi).query(proveMessage, [...proof]);
  return believed === undefined ? 'this event has come before' : undefined;
}

async function newsSettled(
  strapi: Core.Strapi,
  message: MessageRow,
  { payment: which, news }: Extract<Meaning, { kind: 'news' }>,
): Promise<Ending> {
  const payment = await paymentOf(strapi, message.provider, which);
  if (payment === undefined) return notOurs(message);
  const endings: Ending[] = [];
  for (const each of news) endings.push(await oneSettled(strapi, payment, each));
  return endings.find(({ state }) => state !== 'worked') ?? { state: 'worked', why: null, payment };
}

interface FoundPayment {
  id: number;
  document_id: string;
  order_id: string;
}

async function oneSettled(
  strapi: Core.Strapi,
  payment: FoundPayment,
  { outcome, ...which }: News,
): Promise<Ending> {
  const target = { orderId: payment.order_id, paymentId: payment.document_id, which };
  const settled =
    outcome === 'ask'
      ? await askedAbout(strapi, payment, which)
      : await databaseOf(strapi).transaction((tx) => settle(tx, target, outcome));
  if (settled.due) wake(strapi);
  if (settled.kind === 'review') return { state: 'review', why: settled.why, payment };
  if (settled.kind === 'later') return { state: 'received', why: settled.why, payment };
  const why = settled.kind === 'unchanged' ? 'it says nothing new' : null;
  return { state: 'worked', why, payment };
}

async function askedAbout(
  strapi: Core.Strapi,
  payment: FoundPayment,
  { operation, key }: WhichOperation,
) {
  const id = await databaseOf(strapi).transaction(async (tx) => {
    const { payments } = await openBooks(tx, payment.order_id);
    const ours = payments.find(({ documentId }) => documentId === payment.document_id);
    return ours?.operations.findLast(
      (one) => one.operation === operation && (key === undefined || one.documentId === key),
    )?.documentId;
  });
  if (id === undefined) {
    return { kind: 'review', why: 'it is about nothing that was asked for', due: false } as const;
  }
  const row = await operationRow(strapi, id);
  const { outcome, settled, silent } = await carryOut(strapi, row, { first: false });
  if (silent) throw new Error('The provider could not be asked');
  const target = { orderId: payment.order_id, paymentId: payment.document_id };
  await countRefusal(strapi, target, outcome);
  return settled;
}

async function disputeMarked(
  strapi: Core.Strapi,
  message: MessageRow,
  { payment: which, ...told }: Extract<Meaning, { kind: 'dispute' }>,
): Promise<Ending> {
  const payment = await paymentOf(strapi, message.provider, which);
  if (payment === undefined) return notOurs(message);
  const target = { orderId: payment.order_id, paymentId: payment.document_id };
  const isNews = await databaseOf(strapi).transaction((tx) => markDispute(tx, target, told));
  return { state: 'worked', why: isNews ? null : 'it says nothing new', payment };
}

/**
 * A payment that we do not know, or not yet: a message may overtake the answer that names it.
 */
function notOurs({ tries }: MessageRow): Ending {
  const state = tries <= 4 ? 'received' : 'review';
  return { state, why: 'no payment of ours has this name', payment: undefined };
}

async function paymentOf(
  strapi: Core.Strapi,
  method: string,
  which: WhichPayment,
): Promise<FoundPayment | undefined> {
  const [found] = await databaseOf(strapi).query(findPayment, [
    method,
    which.reference ?? null,
    which.callbackToken ?? null,
    which.paymentId ?? null,
    which.receipt ?? null,
  ]);
  return found;
}

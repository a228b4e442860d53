import type { Core } from '@strapi/strapi';
import { inStrapiTransaction, Refusal, type Transaction } from '../../../kernel/server/contract';
import { frozenChanges, FROZEN_ORDER_FIELDS, FROZEN_SHIPMENT_FIELDS } from '../domain/frozen';
import type { Actor } from '../domain/history';
import type { OrderStatus } from '../domain/states';
import { moveOrder } from '../services/move-order';
import { illegalTransition, notInYet, orderDisputed, orderNotPaid } from '../services/refusals';
import { trackShipment, type Tracking } from '../services/track-shipment';
import { editor } from './editor';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];
type Fields = Record<string, unknown>;

/** An order or a shipment as it is, with the rows that it belongs to as Strapi populates them. */
type Current = Fields & { documentId: string };

/** What belongs to an edit of the fields that staff may edit, beside writing them. */
type Follow = (tx: Transaction, current: Current, edit: Fields, by: Actor) => Promise<void>;

interface Rules {
  frozen: readonly string[];
  /** Relations to one that are frozen: they are compared by row id. */
  parents: readonly string[];
  follow: Follow;
}

const RULES: Readonly<Partial<Record<string, Rules>>> = {
  'api::order.order': {
    frozen: FROZEN_ORDER_FIELDS,
    parents: ['store', 'customer'],
    follow: followState,
  },
  'api::shipment.shipment': {
    frozen: FROZEN_SHIPMENT_FIELDS,
    parents: ['store', 'order'],
    follow: followTracking,
  },
};

/**
 * Orders and shipments that staff edit by hand: a change of an order's state goes along the state
 * machine with all that belongs to it, a tracking number is told, money and lines stay as they were
 * bought, and neither is made or deleted by hand.
 */
export function orderEdits(strapi: Core.Strapi): DocumentMiddleware {
  return async (ctx, next) => {
    const rules = RULES[ctx.uid];
    if (rules === undefined) return next();
    const { documentId, data } = ctx.params as { documentId?: string; data?: Fields };
    if (ctx.action === 'create' || ctx.action === 'clone') {
      throw new Refusal('FORBIDDEN', 'Orders come from carts and are not made by hand.');
    }
    if (ctx.action === 'delete') {
      throw new Refusal('FORBIDDEN', 'An order is kept for the books. Cancel it instead.');
    }
    if (ctx.action !== 'update' || documentId === undefined || data === undefined) return next();
    return inStrapiTransaction(strapi, async (tx) => {
      const current = (await strapi.db
        .query(ctx.uid)
        .findOne({ where: { documentId }, populate: [...rules.parents] })) as Current | null;
      if (current === null) return next();
      const [changed] = frozenChanges(withRowIds(current, rules.parents), data, rules.frozen);
      if (changed !== undefined) throw frozen(changed);
      for (const field of rules.frozen) Reflect.deleteProperty(data, field);
      await rules.follow(tx, current, data, editor(strapi));
      return next();
    });
  };
}

async function followState(tx: Transaction, current: Current, edit: Fields, by: Actor) {
  if (!('state' in edit) || edit.state === current.state) return;
  const to = edit.state as OrderStatus;
  const moved = await moveOrder(tx, { orderId: current.documentId, to, by, note: null });
  if (moved.kind === 'illegal') throw illegalTransition(moved.from, to);
  if (moved.kind === 'disputed') throw orderDisputed();
  if (moved.kind === 'unpaid') throw orderNotPaid(String(current.paymentStatus));
  if (moved.kind === 'short') throw notInYet(moved.missing);
}

async function followTracking(tx: Transaction, current: Current, edit: Fields, by: Actor) {
  const before = trackingOf(current);
  const after = trackingOf({ ...current, ...edit });
  if (after.carrier === before.carrier && after.trackingNumber === before.trackingNumber) return;
  const { documentId: orderId } = current.order as { documentId: string };
  await trackShipment(tx, orderId, current, after, by);
}

function trackingOf({ carrier, trackingNumber }: Fields): Tracking {
  const said = (text: unknown) => (typeof text === 'string' && text !== '' ? text : null);
  return { carrier: said(carrier), trackingNumber: said(trackingNumber) };
}

function withRowIds(current: Current, parents: readonly string[]): Fields {
  const ids = parents.map((name) => [name, (current[name] as { id: number } | null)?.id ?? null]);
  return { ...current, ...(Object.fromEntries(ids) as Fields) };
}

function frozen(field: string): Refusal {
  return new Refusal(
    'FORBIDDEN',
    `${field} cannot be edited: it is what was ordered, or the shop keeps it by itself.`,
    { field },
  );
}

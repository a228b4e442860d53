import type { Core } from '@strapi/strapi';
import { editorOf, inStrapiTransaction, isPanel, Refusal } from '../../../kernel/server/contract';
import { frozenChanges, FROZEN_ORDER_FIELDS, FROZEN_SHIPMENT_FIELDS } from '../domain/frozen';
import type { OrderStatus } from '../domain/states';
import { illegalTransition, notInYet } from '../services/refusals';
import { moveOrder } from '../services/move-order';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const FROZEN = {
  'api::order.order': FROZEN_ORDER_FIELDS,
  'api::shipment.shipment': FROZEN_SHIPMENT_FIELDS,
} as const;

type Frozen = keyof typeof FROZEN;

/**
 * Orders and shipments that staff edit by hand: a change of an order's state goes along the state
 * machine with all that belongs to it, money and lines stay as they were bought, and neither is made
 * or deleted by hand.
 */
export function orderEdits(strapi: Core.Strapi): DocumentMiddleware {
  const move = async (orderId: string, to: OrderStatus) => {
    const moved = await inStrapiTransaction(strapi, (tx) =>
      moveOrder(tx, {
        orderId,
        to,
        actor: isPanel(strapi) ? 'staff' : 'machine',
        actorId: editorOf(strapi),
        note: null,
      }),
    );
    if (moved.kind === 'illegal') throw illegalTransition(moved.from, to);
    if (moved.kind === 'short') throw notInYet(moved.missing);
  };

  const update = async (uid: Frozen, documentId: string, data: Record<string, unknown>) => {
    const current = await currentOf(strapi, uid, documentId);
    if (current === undefined) return;
    const [changed] = frozenChanges(current, data, FROZEN[uid]);
    if (changed !== undefined) throw frozen(changed);
    for (const field of FROZEN[uid]) Reflect.deleteProperty(data, field);
    if (uid === 'api::order.order' && 'state' in data && data.state !== current.state) {
      await move(documentId, data.state as OrderStatus);
    }
  };

  return async (ctx, next) => {
    if (!isFrozen(ctx.uid)) return next();
    const { uid } = ctx;
    const { documentId, data } = ctx.params as {
      documentId?: string;
      data?: Record<string, unknown>;
    };
    if (ctx.action === 'create' || ctx.action === 'clone') {
      throw new Refusal('FORBIDDEN', 'Orders come from carts and are not made by hand.');
    }
    if (ctx.action === 'delete') {
      throw new Refusal('FORBIDDEN', 'An order is kept for the books. Cancel it instead.');
    }
    if (ctx.action !== 'update' || documentId === undefined || data === undefined) return next();
    return inStrapiTransaction(strapi, async () => {
      await update(uid, documentId, data);
      return next();
    });
  };
}

function isFrozen(uid: string): uid is Frozen {
  return uid in FROZEN;
}

async function currentOf(
  strapi: Core.Strapi,
  uid: Frozen,
  documentId: string,
): Promise<Record<string, unknown> | undefined> {
  const parents = uid === 'api::order.order' ? ['store', 'customer'] : ['store', 'order'];
  const row = (await strapi.db
    .query(uid)
    .findOne({ where: { documentId }, populate: parents })) as Record<string, unknown> | null;
  if (row === null) return undefined;
  const ids = parents.map((name) => [name, (row[name] as { id: number } | null)?.id ?? null]);
  return { ...row, ...(Object.fromEntries(ids) as Record<string, number | null>) };
}

function frozen(field: string): Refusal {
  return new Refusal(
    'FORBIDDEN',
    `${field} cannot be edited: it is what was ordered, or the shop keeps it by itself.`,
    { field },
  );
}

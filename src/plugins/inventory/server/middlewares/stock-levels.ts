import type { Core } from '@strapi/strapi';
import {
  editorOf,
  inStrapiTransaction,
  invalid,
  isPanel,
  pageOpenedAt,
  Refusal,
  type Transaction,
} from '../../../kernel/server/contract';
import { adjustStock, type MovementKind, type StockAdjustment } from '../services/adjust-stock';
import { refusalOf, staleEdit } from '../services/refuse-adjustment';
import { readStockLevel } from '../sql/read-stock-level';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];
type Next = Parameters<DocumentMiddleware>[1];

/** A stock level as it comes from the panel or REST; relations are row ids by then. */
interface StockLevelData {
  variant?: number | null;
  store?: number | null;
  onHand?: unknown;
  reserved?: unknown;
}

/**
 * Stock that staff edit by hand, in the admin panel or with an API token, goes through the verb that
 * every change of stock goes through: it leaves a movement and never falls below what is reserved.
 */
export function stockLevels(strapi: Core.Strapi): DocumentMiddleware {
  const adjust = async (tx: Transaction, row: StockAdjustment, kind: MovementKind) => {
    const result = await adjustStock(tx, [row], { kind, actor: editorOf(strapi) });
    if (result.kind === 'refused') throw refusalOf(result.rows, () => 'this variant');
  };

  const create = (data: StockLevelData, next: Next) =>
    inStrapiTransaction(strapi, async (tx) => {
      const { variant: variantId, store: storeId } = data;
      if (!variantId) throw invalid([{ path: ['variant'], message: 'is missing' }]);
      if (!storeId) throw invalid([{ path: ['store'], message: 'is missing' }]);
      refuseReserved(data, 0);
      delete data.reserved;
      const onHand = wholeNumber(data.onHand ?? 0);
      data.onHand = 0;
      const document = await next();
      await adjust(tx, { variantId, storeId, onHand }, 'initial');
      if (typeof document === 'object' && document !== null && 'onHand' in document) {
        document.onHand = onHand;
      }
      return document;
    });

  const update = (documentId: string, data: StockLevelData, next: Next) =>
    inStrapiTransaction(strapi, async (tx) => {
      const [row] = await tx.query(readStockLevel, [documentId]);
      if (row === undefined) return next();
      refuseMove(data, row);
      // The panel's form sends back what it showed, which carts may have changed since.
      if (!isPanel(strapi)) refuseReserved(data, row.reserved);
      delete data.reserved;
      if (data.onHand !== undefined && data.onHand !== row.on_hand) {
        const onHand = wholeNumber(data.onHand);
        const { variant_id: variantId, store_id: storeId } = row;
        const seen = seenOnHand(pageOpenedAt(strapi), row);
        await adjust(tx, { variantId, storeId, onHand, seen }, 'adjusted');
      }
      delete data.onHand;
      return next();
    });

  return (ctx, next) => {
    if (ctx.uid !== 'api::stock-level.stock-level') return next();
    const { documentId, data = {} } = ctx.params as { documentId?: string; data?: StockLevelData };
    if (ctx.action === 'create') return create(data, next);
    if (ctx.action === 'update' && documentId !== undefined) return update(documentId, data, next);
    if (ctx.action === 'clone') {
      throw new Refusal('ALREADY_EXISTS', 'A store has one stock level of a variant.');
    }
    return next();
  };
}

function wholeNumber(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  throw invalid([{ path: ['onHand'], message: 'must be a whole number from 0' }]);
}

function refuseReserved(data: StockLevelData, reserved: number): void {
  if ((data.reserved ?? reserved) === reserved) return;
  const message = 'is counted by the shop from carts and orders and cannot be edited';
  throw invalid([{ path: ['reserved'], message }]);
}

function refuseMove(data: StockLevelData, row: { variant_id: number; store_id: number }): void {
  const message = 'cannot be changed: make a stock level of its own';
  if (data.variant !== undefined && data.variant !== row.variant_id) {
    throw invalid([{ path: ['variant'], message }]);
  }
  if (data.store !== undefined && data.store !== row.store_id) {
    throw invalid([{ path: ['store'], message }]);
  }
}

/** What a page shows that is being saved; undefined where it is no page. It must be the newest. */
function seenOnHand(
  opened: Date | undefined,
  row: { on_hand: number; updated_at: Date },
): number | undefined {
  if (opened === undefined) return undefined;
  if (opened.getTime() !== row.updated_at.getTime()) throw staleEdit(row.on_hand);
  return row.on_hand;
}

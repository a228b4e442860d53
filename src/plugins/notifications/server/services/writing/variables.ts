import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { accountBy, mailTokenFor } from '../../../../accounts/server/contract';
import { databaseOf, newDocumentId } from '../../../../kernel/server/contract';
import { isMarketing, KINDS, type Kind } from '../../domain/kinds';
import { masked } from '../../domain/mask';
import { SAMPLE_VARIABLES } from '../../domain/sample';
import { amountText, timeText } from '../../domain/wording';
import type { ClaimedMessage } from '../../sql/claim-messages';
import { ensurePreference } from '../../sql/ensure-preference';
import { findGoods } from '../../sql/find-goods';
import { readCartGoods } from '../../sql/read-cart-goods';
import { gatheringOf } from '../gathering';
import type { MessageSettings } from '../settings';
import { linksOf } from './links';
import { orderView, shipmentView } from './order-view';

/** What a template can name, and what the mail's own headers need. */
export interface Written {
  variables: Record<string, unknown>;
  /** Address that takes the recipient off the list by one click; for marketing alone. */
  unsubscribe: string | undefined;
}

/** What is written down of a message's cause. */
const parameters = z.object({
  /** A test: it is about nothing. */
  sample: z.boolean().optional(),
  orderId: z.string().optional(),
  shipmentId: z.string().optional(),
  carrier: z.string().nullish(),
  trackingNumber: z.string().nullish(),
  late: z.boolean().optional(),
  customerId: z.string().optional(),
  cartId: z.string().optional(),
  sku: z.string().optional(),
  storeId: z.string().nullish(),
  available: z.number().optional(),
  priceBefore: z.number().optional(),
  currency: z.string().optional(),
  amount: z.number().optional(),
  method: z.string().optional(),
  reason: z.string().nullish(),
  became: z.string().optional(),
  url: z.string().optional(),
  firstName: z.string().nullish(),
  /** ISO 8601. */
  happenedAt: z.string().optional(),
});

type Parameters = z.output<typeof parameters>;

const RESET_MS = 60 * 60 * 1000;
const VERIFICATION_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Reads what a message speaks of, as it is now. Tokens are made here, of what happened when, so that a
 * message which is written twice is the same.
 *
 * @returns undefined where what it was about is gone
 */
export async function variablesOf(
  strapi: Core.Strapi,
  message: Pick<ClaimedMessage, 'kind' | 'recipient' | 'parameters' | 'queued_at'>,
  settings: MessageSettings,
  language: string,
): Promise<Written | undefined> {
  const kind = message.kind as Kind;
  const given = parameters.parse(message.parameters);
  const moment = given.happenedAt === undefined ? message.queued_at : new Date(given.happenedAt);
  const links = linksOf(strapi);
  const time = (at: Date) => timeText(at, language, settings.quiet.timeZone);
  const parts = given.sample
    ? SAMPLE_VARIABLES
    : await partsOf(strapi, kind, given, { links, time, moment });
  if (parts === undefined) return undefined;
  const unsubscribe = isMarketing(kind)
    ? links.unsubscribe(await preferenceId(strapi, message.recipient), kind)
    : undefined;
  const shop = { name: settings.shopName, url: links.shop };
  return {
    variables: { ...parts, shop, happenedAt: time(moment), unsubscribe },
    unsubscribe,
  };
}

interface Telling {
  links: ReturnType<typeof linksOf>;
  time: (at: Date) => string;
  moment: Date;
}

async function partsOf(
  strapi: Core.Strapi,
  kind: Kind,
  given: Parameters,
  telling: Telling,
): Promise<Record<string, unknown> | undefined> {
  if (KINDS[kind].topic === 'account') return accountParts(strapi, kind, given, telling);
  if (given.cartId !== undefined) return cartParts(strapi, given.cartId, given, telling);
  if (given.url !== undefined) return { webhook: { url: given.url, reason: given.reason } };
  if (given.sku !== undefined) return goodsParts(strapi, given.sku, given, telling);
  return orderParts(strapi, given, telling);
}

async function accountParts(
  strapi: Core.Strapi,
  kind: Kind,
  { customerId = '' }: Parameters,
  { links, time, moment }: Telling,
): Promise<Record<string, unknown> | undefined> {
  const account = await accountBy(databaseOf(strapi), customerId);
  if (account === undefined) return undefined;
  const { firstName, lastName } = account;
  const customer = { firstName, lastName };
  if (kind === 'passwordChanged') return { customer };
  const purpose = kind === 'resetPassword' ? 'reset-password' : 'verify-email';
  const lasts = kind === 'resetPassword' ? RESET_MS : VERIFICATION_MS;
  const until = new Date(moment.getTime() + lasts);
  const token = mailTokenFor(strapi, purpose, account, until);
  const link = kind === 'resetPassword' ? links.resetPassword(token) : links.verifyEmail(token);
  return { customer, link, token, validUntil: time(until) };
}

async function cartParts(
  strapi: Core.Strapi,
  cartId: string,
  { firstName }: Parameters,
  { links }: Telling,
): Promise<Record<string, unknown> | undefined> {
  const lines = await databaseOf(strapi).query(readCartGoods, [cartId]);
  if (lines.length === 0) return undefined;
  return { customer: { firstName }, cart: { lines }, link: links.cart(cartId) };
}

async function goodsParts(
  strapi: Core.Strapi,
  sku: string,
  { storeId, available, priceBefore, currency, firstName }: Parameters,
  { links }: Telling,
): Promise<Record<string, unknown> | undefined> {
  const [goods] = await databaseOf(strapi).query(findGoods, [sku, storeId ?? null]);
  if (goods === undefined) return undefined;
  const money = (minor: number) => (currency === undefined ? '' : amountText(minor, currency));
  return {
    customer: { firstName },
    goods: {
      sku,
      name: goods.name,
      variant: goods.variant === goods.name ? '' : goods.variant,
      store: goods.store,
      available,
      threshold: goods.threshold,
      price: money(goods.price),
      priceBefore: priceBefore === undefined ? '' : money(priceBefore),
    },
    link: links.product(goods.slug),
  };
}

async function orderParts(
  strapi: Core.Strapi,
  given: Parameters,
  { links, time }: Telling,
): Promise<Record<string, unknown> | undefined> {
  const { orderId, amount, currency, method, reason, became } = given;
  const payment = { method, reason, became };
  // A message of a provider that names no order needs a look all the same.
  if (orderId === undefined) return { payment, customer: {}, order: {} };
  const order = await gatheringOf(strapi).order(orderId);
  if (order === undefined) return undefined;
  const { shippingAddress } = order;
  const view = await orderView(strapi, order);
  return {
    payment,
    customer: {
      firstName: shippingAddress?.firstName ?? '',
      lastName: shippingAddress?.lastName ?? '',
    },
    order: { ...view, placedAt: time(order.placedAt) },
    shipment: shipmentView(order, view, given),
    amount: amount === undefined ? '' : amountText(amount, currency ?? order.currency),
    link: links.order(order.documentId, order.number),
  };
}

/** The row of an address's wishes, which its unsubscribe links name. */
async function preferenceId(strapi: Core.Strapi, email: string): Promise<string> {
  const [row] = await databaseOf(strapi).query(ensurePreference, [
    newDocumentId(),
    email.toLowerCase(),
    masked(email),
  ]);
  if (row === undefined) throw new Error('An address has no row of wishes');
  return row.document_id;
}

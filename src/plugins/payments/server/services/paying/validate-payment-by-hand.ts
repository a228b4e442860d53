import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, Refusal } from '../../../../kernel/server/contract';
import { amountDue } from '../../domain/ledger';
import { isSameToken, shopTokensOf } from '../../mpesa/addresses';
import { byHandSchema, centsOf, jsonOf } from '../../mpesa/objects';
import { REJECTIONS } from '../../mpesa/payments-by-hand';
import { findOrderOf } from '../../sql/find-order-of';
import { openBooks } from '../ledger/books';

/**
 * Whether somebody who pays the paybill by hand has typed an order of ours and what is due for it.
 *
 * @param token of the address that Safaricom has asked at
 * @param body its question, as it came
 * @returns Daraja's result code, '0' to let the payment be made
 * @throws Refusal NOT_FOUND for an address that is nobody's
 */
export async function validatePaymentByHand(
  strapi: Core.Strapi,
  token: string,
  body: unknown,
): Promise<string> {
  const { payments, tokenKeys } = dukaConfig(strapi);
  const shopTokens = payments.mpesa ? shopTokensOf(tokenKeys, payments.mpesa.shortcode) : [];
  if (!shopTokens.some((one) => isSameToken(one, token))) {
    throw new Refusal('NOT_FOUND', 'There is nobody here.');
  }
  const paid = byHandSchema.safeParse(jsonOf(String(body)));
  if (!paid.success) return REJECTIONS.other;
  return databaseOf(strapi).transaction(async (tx) => {
    const [named] = await tx.query(findOrderOf, [paid.data.BillRefNumber]);
    if (named === undefined) return REJECTIONS.account;
    const books = await openBooks(tx, named.document_id);
    const due = amountDue(books);
    if (due === 0 || books.order.currency !== 'KES') return REJECTIONS.account;
    return centsOf(paid.data.TransAmount) === due ? '0' : REJECTIONS.amount;
  });
}

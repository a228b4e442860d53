import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import { findAbandoned } from '../sql/find-abandoned';
import { queueMessages } from './queue-messages';
import { messageSettings } from './settings';

const MOST_AT_ONCE = 200;

/** Reminds, once, of carts with goods in them that somebody has left. */
export async function remindOfCarts(strapi: Core.Strapi): Promise<void> {
  await databaseOf(strapi).transaction(async (tx) => {
    const settings = await messageSettings(strapi, tx);
    if (!settings.isOn('abandonedCart', 'email')) return;
    const carts = await tx.query(findAbandoned, [settings.abandonedCartMinutes, MOST_AT_ONCE]);
    for (const { public_id: cartId, email, first_name: firstName } of carts) {
      const cause = { event: 'cart.abandoned', id: cartId };
      const parameters = { cartId, firstName };
      const channel = 'email';
      await queueMessages(tx, settings, cause, [
        { kind: 'abandonedCart', channel, recipient: email, parameters },
      ]);
    }
  });
}

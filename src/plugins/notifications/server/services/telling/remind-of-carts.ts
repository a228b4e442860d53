import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { findAbandoned } from '../../sql/find-abandoned';
import { findingOf, queueMessages, type Wish } from '../queue/queue-messages';
import { messageSettings } from '../settings';

const MOST_AT_ONCE = 200;

/** Reminds, once, of carts with goods in them that somebody has left. */
export async function remindOfCarts(strapi: Core.Strapi): Promise<void> {
  await databaseOf(strapi).transaction(async (tx) => {
    const settings = await messageSettings(strapi, tx);
    if (!settings.isOn('abandonedCart', 'email')) return;
    const carts = await tx.query(findAbandoned, [settings.abandonedCartMinutes, MOST_AT_ONCE]);
    const news = carts.map(({ public_id: cartId, email: recipient, first_name: firstName }) => {
      const parameters = { cartId, firstName };
      const wish: Wish = { kind: 'abandonedCart', channel: 'email', recipient, parameters };
      return { cause: findingOf('cart.abandoned', cartId), wishes: [wish] };
    });
    await queueMessages(tx, settings, news);
  });
}

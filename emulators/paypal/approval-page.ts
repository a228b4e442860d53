import type { Reply } from '../lib/http';
import { escape, page } from '../lib/page';
import type { Order } from './books';

/** PayPal's own page, to which the shop sends its buyer. */
export function approvalPage({ id, amount, status }: Order): Reply {
  const content =
    status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED'
      ? `<form method="post">
  <p>Pay <strong>${escape(amount.value)} ${escape(amount.currency_code)}</strong> to Duka?</p>
  <button formaction="/_emulator/orders/${escape(id)}/approve">Approve</button>
  <button formaction="/_emulator/orders/${escape(id)}/cancel">Cancel</button>
</form>`
      : `<p class="card">This order is ${escape(status.toLowerCase())}.</p>`;
  return { status: 200, body: page('PayPal', content) };
}

/** Back to the shop, with what PayPal adds to the address. */
export function backTo(address: string | undefined, { id }: Order): Reply {
  if (address === undefined)
    return { status: 303, headers: { Location: `/checkoutnow?token=${id}` } };
  const url = new URL(address);
  url.searchParams.set('token', id);
  url.searchParams.set('PayerID', 'EMULATEDBUYER');
  return { status: 303, headers: { Location: url.toString() } };
}

import { readable } from '../lib/amounts';
import type { Reply } from '../lib/http';
import { escape, page } from '../lib/page';
import type { PaymentIntent } from './objects';

/** Test cards, by what becomes of them. */
const CARDS = [
  ['pm_card_visa', 'Pay'],
  ['pm_card_authenticationRequired', 'Pay, and be asked by the bank'],
  ['pm_card_chargeDeclined', 'Pay with a card that is declined'],
] as const;

/** What stands in for the card form in a shopper's browser: every intent that waits for a card. */
export function payPage(intents: Iterable<PaymentIntent>): Reply {
  const cards = [...intents].reverse().map((intent) => {
    const { id, amount, currency, status } = intent;
    return `<form method="post"><p><strong>${escape(readable(amount, currency))}</strong><br>${escape(id)}<br>${status}</p>${buttonsFor(intent)}</form>`;
  });
  return {
    status: 200,
    body: page('Card payments', cards.join('') || '<p class="card">No payment intent yet.</p>', {
      refresh: 3,
    }),
  };
}

function buttonsFor({ id, status }: PaymentIntent): string {
  if (status === 'requires_action' || status === 'processing') {
    return `<button formaction="/_emulator/payment_intents/${escape(id)}/settle">Let the bank say yes</button>`;
  }
  if (status !== 'requires_payment_method' && status !== 'requires_confirmation') return '';
  return CARDS.map(
    ([card, name]) =>
      `<button formaction="/_emulator/payment_intents/${escape(id)}/pay/${card}">${name}</button>`,
  ).join('');
}

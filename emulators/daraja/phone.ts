import { grouped } from '../lib/amounts';
import type { Reply, Route } from '../lib/http';
import { escape, page } from '../lib/page';
import type { Postman } from '../lib/postman';
import { SHORTCODE, type Books, type Push } from './books';
import { payByHand } from './c2b';
import type { StkDesk } from './stk';

/** Buttons under a prompt, by what they make of it. */
const ANSWERS = [
  ['0', 'Enter the PIN'],
  ['1032', 'Cancel'],
  ['2001', 'Enter a wrong PIN'],
  ['1', 'Have too little money'],
] as const;

/** The customer's phone, as a page and, for tests, as addresses. */
export function phoneRoutes(books: Books, stk: StkDesk, postman: Postman): Route[] {
  return [
    { method: 'GET', path: '/', work: () => phonePage(books, stk.open) },
    {
      method: 'GET',
      path: '/_emulator/prompts',
      work: () => ({ status: 200, body: [...books.pushes.values()] }),
    },
    {
      method: 'POST',
      path: '/_emulator/prompts/:id/answer/:code',
      work: async ({ params, headers }) => {
        const push = books.pushes.get(params.id ?? '');
        if (push === undefined) return { status: 404, body: { error: 'no such prompt' } };
        const code = params.code ?? '';
        await stk.answer(push, /^\d+$/.test(code) ? Number(code) : code);
        return isPage(headers.accept) ? BACK : { status: 200, body: push };
      },
    },
    {
      method: 'POST',
      path: '/_emulator/paybill',
      work: async ({ raw, headers }) => {
        const form = new URLSearchParams(raw.toString());
        const result = await payByHand(books, postman, {
          phone: form.get('phone') ?? '',
          amount: Number(form.get('amount')),
          reference: form.get('reference') ?? '',
        });
        return isPage(headers.accept) ? BACK : { status: 200, body: result };
      },
    },
  ];
}

const BACK: Reply = { status: 303, headers: { Location: '/' } };

const isPage = (accept = '') => accept.includes('text/html');

function phonePage(books: Books, prompts: readonly Push[]): Reply {
  const content = `
${prompts.map(promptCard).join('') || '<p class="card">No prompt. It appears here by itself.</p>'}
<form method="post" action="/_emulator/paybill">
  <strong>Lipa na M-PESA · Pay bill ${SHORTCODE}</strong>
  <label>Phone <input name="phone" value="254708374149" pattern="254[17]\\d{8}" required></label>
  <label>Account no. <input name="reference" placeholder="the order's number" required></label>
  <label>Amount, KSh <input name="amount" type="number" min="1" step="1" required></label>
  <button>Send</button>
</form>
<p>${books.payments.size} payments taken so far.</p>`;
  // A page that reloads would empty the form under the fingers of who fills it in.
  const script = `<script>
setInterval(async () => {
  const open = (await (await fetch('/_emulator/prompts')).json()).filter((push) => !push.outcome);
  if (open.length !== ${prompts.length}) location.reload();
}, 1000);
</script>`;
  return { status: 200, body: page('The customer’s phone', content + script) };
}

function promptCard({ phone, amount, reference, checkoutRequestId }: Push): string {
  const buttons = ANSWERS.map(
    ([code, name]) =>
      `<button formaction="/_emulator/prompts/${escape(checkoutRequestId)}/answer/${code}">${name}</button>`,
  );
  return `<form method="post">
  <p>${escape(phone)}</p>
  <p>Do you want to pay <strong>KSh ${grouped(amount, 2)}</strong> to Duka, account no. ${escape(reference)}?</p>
  ${buttons.join('')}
</form>`;
}

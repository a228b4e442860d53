import type { Context } from 'koa';

const ASK =
  '<p>No more messages of this kind?</p><form method="post"><button>Unsubscribe</button></form>';
const DONE = '<p>Done. You get no more messages of this kind.</p>';

/** The page behind the link in a mail. Its form is sent to the address that it stands on. */
export function unsubscribePage(ctx: Context, state: 'ask' | 'done'): void {
  ctx.status = 200;
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Unsubscribe</title></head>
<body>${state === 'ask' ? ASK : DONE}</body>
</html>
`;
}

import type { Reply } from '../lib/http';
import { escape, page } from '../lib/page';
import { EVENTS } from './events';
import type { Mail } from './mails';

/** Every mail that was taken, the newest first, with what could be told of it. */
export function mailPage(mails: readonly Mail[]): Reply {
  const cards = [...mails].reverse().map((mail) => {
    const buttons = EVENTS.map(
      (name) =>
        `<button formaction="/_emulator/mails/${escape(mail.id)}/tell/${name}">${name}</button>`,
    );
    return `<form method="post"><p><strong>${escape(mail.subject)}</strong><br>to ${escape(mail.to)}<br>from ${escape(mail.from)}<br>${escape(mail.at)}</p><pre style="white-space:pre-wrap">${escape(mail.text)}</pre>${buttons.join('')}</form>`;
  });
  return {
    status: 200,
    body: page('Mails', cards.join('') || '<p class="card">No mail yet.</p>', { refresh: 5 }),
  };
}

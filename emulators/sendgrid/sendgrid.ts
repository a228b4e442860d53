import { adminRoutes } from '../lib/admin';
import { Faults } from '../lib/faults';
import { serve, type Address, type Call, type Emulator, type Reply, type Route } from '../lib/http';
import { Ledger } from '../lib/ledger';
import { Postman } from '../lib/postman';
import { Events, EVENTS } from './events';
import { mailPage } from './mail-page';
import { Mails, refusal } from './mails';
import { API_KEY, DEFAULTS, settingsSchema } from './settings';

const OPERATIONS = ['mail.send', 'messages.list', 'event'];

/** SendGrid's sending of mail and its event webhook, for its official libraries. */
export async function openSendgrid(address: Address): Promise<Emulator> {
  const settings = { ...DEFAULTS };
  const faults = new Faults(OPERATIONS, { answer: 'mail.send', message: 'event' });
  const postman = new Postman(faults, settings);
  const events = new Events(settings, postman);
  const mails = new Mails((mail) => events.taken(mail));

  const api = (
    method: string,
    path: string,
    operation: string,
    work: (call: Call) => Reply,
  ): Route => ({
    method,
    path,
    operation,
    work: (call) =>
      call.headers.authorization === `Bearer ${API_KEY}`
        ? work(call)
        : refusal(401, 'The provided authorization grant is invalid, expired, or revoked'),
  });
  const routes: Route[] = [
    api('POST', '/v3/mail/send', 'mail.send', (call) => mails.send(call)),
    api('GET', '/v3/messages', 'messages.list', (call) =>
      settings.lists ? mails.search(call) : refusal(403, 'access forbidden'),
    ),
    { method: 'GET', path: '/', work: () => mailPage(mails.list) },
    {
      method: 'GET',
      path: '/_emulator/mails',
      work: () => ({ status: 200, body: mails.list }),
    },
    {
      method: 'POST',
      path: '/_emulator/mails/:id/tell/:event',
      work: async ({ params, headers }) => {
        const mail = mails.list.find(({ id }) => id === params.id);
        const name = EVENTS.find((one) => one === params.event);
        if (mail === undefined || name === undefined) return refusal(404, 'no such mail or event');
        await events.tell(mail, [name]);
        return headers.accept?.includes('text/html') === true
          ? { status: 303, headers: { Location: '/' } }
          : { status: 200, body: mail };
      },
    },
    ...adminRoutes({ faults, ledger: new Ledger(), postman, settings, settingsSchema }),
  ];
  const server = await serve(address, routes, faults, {
    broken: () => refusal(500, 'An error occurred on a SendGrid server'),
    noSuchRoute: () => refusal(404, 'not found'),
  });
  return {
    ...server,
    async close() {
      postman.close();
      await server.close();
    },
  };
}

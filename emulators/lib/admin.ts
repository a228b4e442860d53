import { z } from 'zod';
import { jsonOf, type Call, type Reply, type Route } from './http';
import type { Faults } from './faults';
import type { Ledger } from './ledger';
import type { Postman } from './postman';

export interface Desk<Settings extends object> {
  faults: Faults;
  ledger: Ledger;
  postman: Postman;
  settings: Settings;
  /** Each setting optional. */
  settingsSchema: z.ZodType<Partial<Settings>>;
}

/** The address at which tests and developers script an emulator and read its books. */
export function adminRoutes<Settings extends object>(desk: Desk<Settings>): Route[] {
  const { faults, ledger, postman, settings, settingsSchema } = desk;
  return [
    ...faultRoutes(faults),
    { method: 'GET', path: '/_emulator/ledger', work: () => ok(ledger.summary) },
    { method: 'GET', path: '/_emulator/messages', work: () => ok(postman.deliveries) },
    {
      method: 'POST',
      path: '/_emulator/messages/:number/send',
      work: async ({ params }) => {
        const delivery = await postman.resend(Number(params.number));
        return delivery === undefined
          ? { status: 404, body: { error: 'no such message' } }
          : ok(delivery);
      },
    },
    { method: 'GET', path: '/_emulator/settings', work: () => ok(settings) },
    {
      method: 'PUT',
      path: '/_emulator/settings',
      work: (call) => checked(call, (body) => Object.assign(settings, settingsSchema.parse(body))),
    },
  ];
}

/** The part of it that has things go wrong. */
export function faultRoutes(faults: Faults): Route[] {
  return [
    {
      method: 'POST',
      path: '/_emulator/faults',
      work: (call) =>
        checked(call, (body) => {
          faults.add(body);
          return faults.list;
        }),
    },
    { method: 'GET', path: '/_emulator/faults', work: () => ok(faults.list) },
    {
      method: 'DELETE',
      path: '/_emulator/faults',
      work: () => {
        faults.clear();
        return ok(faults.list);
      },
    },
  ];
}

function ok(body: object): Reply {
  return { status: 200, body };
}

function checked(call: Call, work: (body: unknown) => object): Reply {
  try {
    const list: unknown = call.raw.toString().trimStart().startsWith('[')
      ? JSON.parse(call.raw.toString())
      : jsonOf(call);
    return ok(work(list));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { status: 400, body: { error: message } };
  }
}

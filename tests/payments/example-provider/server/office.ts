import { NotSent } from '../../../../src/plugins/payments/server/contract';

/** What the voucher office says of a redemption or of money given back. */
export interface Booking {
  id: string;
  state: 'done' | 'refused';
  amount: number;
  currency: string;
  why?: string;
}

/** The company that issues the vouchers. Its bookings are made once per key, like Stripe's. */
export interface VoucherOffice {
  redeem(key: string, voucher: string, amount: number, currency: string): Promise<Booking>;
  giveBack(key: string, redemption: string, amount: number): Promise<Booking>;
  /** Undefined where nothing was ever booked under the key. */
  find(key: string): Promise<Booking | undefined>;
}

const LIMIT_MS = 5_000;

export function openVoucherOffice(url: string): VoucherOffice {
  const ask = async (method: string, path: string, body?: object): Promise<Response> => {
    try {
      return await fetch(url + path, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(LIMIT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code === 'ECONNREFUSED') throw new NotSent('Nobody is in the voucher office');
      throw error;
    }
  };
  const booked = async (answer: Response): Promise<Booking> => {
    if (!answer.ok) throw new Error(`The voucher office answers ${answer.status}`);
    return (await answer.json()) as Booking;
  };
  return {
    redeem: async (key, voucher, amount, currency) =>
      booked(await ask('PUT', `/bookings/${key}`, { voucher, amount, currency })),
    giveBack: async (key, redemption, amount) =>
      booked(await ask('PUT', `/bookings/${key}`, { redemption, amount: -amount })),
    async find(key) {
      const answer = await ask('GET', `/bookings/${key}`);
      return answer.status === 404 ? undefined : booked(answer);
    },
  };
}

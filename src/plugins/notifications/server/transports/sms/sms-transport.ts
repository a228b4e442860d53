import type { Sent } from '../sent';

export interface Sms {
  /** Of the message: the same at every try. */
  id: string;
  /** E.164. */
  to: string;
  text: string;
}

/** A way for short messages to leave the house. */
export interface SmsTransport {
  /** As the history shows it. */
  name: string;
  /** Sends it; never throws. */
  send(sms: Sms): Promise<Sent>;
}

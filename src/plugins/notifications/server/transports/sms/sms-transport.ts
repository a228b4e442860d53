import type { Sent, Taken } from '../sent';

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
  /**
   * Asks whether an SMS was taken whose sending was not answered; absent where nobody can be asked.
   *
   * @param since when the first try may have been
   */
  wasTaken?(sms: Sms, since: Date): Promise<Taken>;
}

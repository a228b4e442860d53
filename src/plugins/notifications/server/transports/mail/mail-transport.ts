import type { Sent, Taken } from '../sent';

/** A mail, ready to go. No text of it that becomes a header has a line's end in it. */
export interface Mail {
  /** Of the message: the same at every try. */
  id: string;
  from: { name: string; address: string };
  to: string;
  replyTo: string | undefined;
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
}

/** A way for mail to leave the house. */
export interface MailTransport {
  /** As the history shows it. */
  name: string;
  /** Seconds that a try may take, asking and sending together; afterwards its sender is taken for dead. */
  leaseSeconds: number;
  /** Sends it; never throws. */
  send(mail: Mail): Promise<Sent>;
  /** Asks whether a mail was taken whose sending was not answered; absent where nobody can be asked. */
  wasTaken?(id: string): Promise<Taken>;
}

/** The number under which the world's mail servers know a mail (RFC 5322, 3.6.4). */
export function messageIdOf({ id, from }: Pick<Mail, 'id' | 'from'>): string {
  return `<${id}@${from.address.split('@').at(-1)}>`;
}

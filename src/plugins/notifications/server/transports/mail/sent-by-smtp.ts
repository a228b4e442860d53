import type { Sent } from '../sent';

/** What nodemailer throws. */
interface SmtpError extends Error {
  responseCode?: number;
  response?: string;
  /** What was said last; `CONN` where nothing was. */
  command?: string;
}

/** What the failure of a mail by SMTP says; undefined where it says nothing of SMTP. */
export function sentBySmtp(error: unknown): Sent | undefined {
  const { responseCode, response = '', command, message } = error as SmtpError;
  if (responseCode === undefined) {
    // No connection came about, so nobody has taken anything.
    return command === 'CONN' ? { kind: 'later', why: message } : undefined;
  }
  // RFC 5321, 4.2.1: 4xx is worth another try, 5xx is not; 530 to 535 are about us, not the mail.
  const isFinal = responseCode >= 500 && (responseCode < 530 || responseCode > 535);
  return { kind: isFinal ? 'refused' : 'later', why: response };
}

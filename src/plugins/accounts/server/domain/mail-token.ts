import { createHash } from 'node:crypto';

/** What a token that came by mail is for. */
export type MailTokenPurpose = 'verify-email' | 'reset-password';

/** Of an account, what makes a token worthless when it changes. */
export interface TokenGround {
  documentId: string;
  email: string;
  /** bcrypt; null where the account has no password of its own. */
  passwordHash: string | null;
}

/**
 * What is signed into a token that goes out by mail: whose it is, until when it works, and on what
 * ground. The ground of a reset is the password that it replaces, so it works once and dies with every
 * other change of the password; the ground of a verification is the address. Nothing has to be stored.
 */
export function mailTokenId(
  purpose: MailTokenPurpose,
  account: TokenGround,
  validUntil: Date,
): string {
  const seconds = Math.floor(validUntil.getTime() / 1000);
  return `${account.documentId}.${seconds}.${groundOf(purpose, account)}`;
}

/** Reads what {@link mailTokenId} wrote; undefined for anything else. */
export function readMailTokenId(
  id: string,
): { documentId: string; validUntil: Date; ground: string } | undefined {
  const [, documentId, seconds, ground] =
    /^([a-z0-9]{1,64})\.(\d{1,12})\.([\w-]{22})$/.exec(id) ?? [];
  if (documentId === undefined || seconds === undefined || ground === undefined) return undefined;
  return { documentId, validUntil: new Date(Number(seconds) * 1000), ground };
}

/** The ground as it stands in a token: 128 bits, from which nothing can be worked back. */
export function groundOf(purpose: MailTokenPurpose, account: TokenGround): string {
  const ground = purpose === 'reset-password' ? (account.passwordHash ?? '') : '';
  return createHash('sha256')
    .update(`${purpose}\n${account.email.toLowerCase()}\n${ground}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

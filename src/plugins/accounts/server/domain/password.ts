import { textOf } from '../../../kernel/server/contract';
import { z } from 'zod';

/** bcrypt reads no further than this many bytes. */
export const MOST_PASSWORD_BYTES = 72;

/** The first that anybody tries, of those that are long enough. */
const COMMON = new Set(
  `12345678 123456789 1234567890 password password1 password123 qwertyuiop qwerty123 iloveyou
   11111111 00000000 sunshine princess football baseball superman trustno1 letmein123 welcome1
   welcome123 admin123 administrator passw0rd 1q2w3e4r 1qaz2wsx abcd1234 abc12345 changeme
   p@ssw0rd qwertyui asdfghjkl zxcvbnm123 87654321 88888888 michael1 computer whatever`.split(
    /\s+/,
  ),
);

/** A password that may be set: 8 characters to 72 bytes, and none that everybody tries first. */
export const newPassword = z
  .string()
  .min(8, 'must have at least 8 characters')
  .refine((value) => Buffer.byteLength(value) <= MOST_PASSWORD_BYTES, {
    message: `must have at most ${MOST_PASSWORD_BYTES} bytes`,
  })
  .refine((value) => !value.includes('\u0000'), { message: 'must not contain NUL' })
  .refine((value) => !COMMON.has(value.toLowerCase()), {
    message: 'is among the most common passwords: choose another',
  });

/** The new password once more, as Strapi's own clients send it. */
export const passwordConfirmation = z.string().max(1024).optional();

/** Whether a password that is sent twice is the same both times. */
export const isRepeated = (body: {
  password: string;
  passwordConfirmation?: string | undefined;
}): boolean =>
  body.passwordConfirmation === undefined || body.passwordConfirmation === body.password;

export const NOT_REPEATED = {
  path: ['passwordConfirmation'],
  message: 'must be the same as password',
};

/** An e-mail address as accounts are found by it: trimmed and in lower case. */
export const emailAddress = textOf(254).pipe(z.email('must be an e-mail address').toLowerCase());

import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport } from './mail-transport';
import { nodemailerMail } from './nodemailer-mail';

/**
 * Writes mails as `.eml` files, for shops without a provider: as many programs open them as a mail that
 * has come. The file is named after the message, so the same mail written twice is one file, and it is
 * never there in part.
 *
 * @param folder made where it is missing
 */
export function filesTransport(folder: string): MailTransport {
  const fileOf = (id: string) => join(folder, `${id}.eml`);
  let opened: Promise<Composer> | undefined;
  return {
    name: 'files',
    leaseSeconds: 10,
    async send(mail) {
      const composer = await (opened ??= openComposer());
      const { message } = await composer.sendMail(nodemailerMail(mail));
      const file = fileOf(mail.id);
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        await writeInto(folder, draft, message as Buffer);
        await rename(draft, file);
      } catch (error) {
        return { kind: 'later', why: (error as Error).message };
      }
      return { kind: 'sent', providerId: null };
    },
    wasTaken: (id) =>
      access(fileOf(id)).then(
        () => 'taken',
        () => 'not taken',
      ),
  };
}

async function openComposer() {
  const { createTransport } = await import('nodemailer');
  return createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
}

type Composer = Awaited<ReturnType<typeof openComposer>>;

async function writeInto(folder: string, file: string, content: Buffer): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true });
    await writeFile(file, content);
  }
}

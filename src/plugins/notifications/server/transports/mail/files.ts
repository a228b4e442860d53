import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emlOf } from './eml';
import type { MailTransport } from './mail-transport';

/**
 * Writes mails as `.eml` files, for shops without a provider. The file is named after the message, so the
 * same mail written twice is one file, and it is never there in part. They are a few kilobytes: to have a
 * thread write them takes longer than to write them at once.
 *
 * @param folder made where it is missing
 */
export function filesTransport(folder: string): MailTransport {
  const fileOf = (id: string) => join(folder, `${id}.eml`);
  return {
    name: 'files',
    leaseSeconds: 10,
    send(mail) {
      const file = fileOf(mail.id);
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        writeInto(folder, draft, emlOf(mail, new Date()));
        renameSync(draft, file);
      } catch (error) {
        return Promise.resolve({ kind: 'later', why: (error as Error).message });
      }
      return Promise.resolve({ kind: 'sent', providerId: null });
    },
    wasTaken: (id) => Promise.resolve(existsSync(fileOf(id)) ? 'taken' : 'not taken'),
  };
}

function writeInto(folder: string, file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, content);
  }
}

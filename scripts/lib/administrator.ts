import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataDir } from './environment';

const administrator = z.object({ email: z.string(), password: z.string() });

/**
 * The demo's first administrator: from the settings where both are made, else made once with a
 * random password and kept in the data folder. The shop's first start reads the settings.
 */
export function keepAdministrator(): z.infer<typeof administrator> {
  const { DUKA_ADMIN_EMAIL: email, DUKA_ADMIN_PASSWORD: password } = process.env;
  if (email && password) return { email, password };
  const file = join(dataDir(), 'administrator.json');
  if (!existsSync(file)) {
    // The panel asks for a capital letter, a small one and a digit.
    const made = {
      email: 'admin@example.com',
      password: `Duka1-${randomBytes(12).toString('base64url')}`,
    };
    mkdirSync(dataDir(), { recursive: true });
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  }
  const kept = administrator.parse(JSON.parse(readFileSync(file, 'utf8')));
  process.env.DUKA_ADMIN_EMAIL = kept.email;
  process.env.DUKA_ADMIN_PASSWORD = kept.password;
  return kept;
}

import { z } from 'zod';

/** What a backup says about itself, in its file `backup.json`. */
export const backupNote = z.object({
  format: z.literal(1),
  postgresMajor: z.number().int(),
});

export type BackupNote = z.infer<typeof backupNote>;

export const NOTE_FILE = 'backup.json';

/** Files of the data folder that a backup holds beside PostgreSQL's data; the first must be there. */
export const KEPT_FILES = ['postgres-password', 'secrets.json', 'administrator.json'];

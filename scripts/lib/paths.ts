import { join } from 'node:path';

/** The project's root folder; the compiled commands lie in dist/scripts/lib. */
export const ROOT = join(__dirname, '..', '..', '..');

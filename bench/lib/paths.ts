import { join } from 'node:path';

/** The project's root folder; the compiled benchmarks lie in dist/bench. */
export const ROOT = join(__dirname, '..', '..', '..');

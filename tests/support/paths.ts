import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** Everything that a test run makes; not in the repository, kept between runs. */
export const TEST_DATA = join(ROOT, '.duka-test');

/** What the servers of one test file said: `<file>.<number>.log`. */
export const LOGS = join(TEST_DATA, 'logs');

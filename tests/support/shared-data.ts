import { join } from 'node:path';
import { ROOT } from './paths';

/**
 * Where data of real shops lies that the shop is tried on, and that is not in the repository: the folder of
 * DUKA_SHARED_DATA. A test that does not find it there says so and is skipped.
 *
 * @param parts of the path within that folder
 */
export function sharedData(...parts: string[]): string {
  return join(process.env.DUKA_SHARED_DATA ?? join(ROOT, '..', 'shared', 'data'), ...parts);
}

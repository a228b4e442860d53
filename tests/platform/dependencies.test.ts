import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { yup } from '@strapi/utils';
import { ROOT } from '../support/paths';

interface Locked {
  integrity?: string;
  /** For another system, perhaps: what is not installed here has no fingerprint either. */
  optional?: boolean;
  inBundle?: boolean;
}

/**
 * The release of yup that Strapi asks for forgets a rejected test, and whoever waits for it: a save that
 * was looking for its slug when PostgreSQL died was never answered and kept its connection. `overrides`
 * in package.json has the next release, which mends that.
 */
test('F-06 Strapi’s validation ends where its look at the database fails', async () => {
  const looking = yup.mixed().test('look', 'is taken', () => Promise.reject(new Error('away')));
  await expect(looking.validate('slug')).rejects.toThrow('away');
});

test('F-80 the lock file has a fingerprint of each package', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const without = Object.entries(packages).filter(
    ([path, { integrity, optional, inBundle }]) =>
      path !== '' && integrity === undefined && !optional && !inBundle,
  );
  expect(Object.keys(packages).length).toBeGreaterThan(1_000);
  expect(without).toEqual([]);
});

import { yup } from '@strapi/utils';

/**
 * The release of yup that Strapi asks for forgets a rejected test, and whoever waits for it: a save that
 * was looking for its slug when PostgreSQL died was never answered and kept its connection. `overrides`
 * in package.json has the next release, which mends that.
 */
test('F-06 Strapi’s validation ends where its look at the database fails', async () => {
  const looking = yup.mixed().test('look', 'is taken', () => Promise.reject(new Error('away')));
  await expect(looking.validate('slug')).rejects.toThrow('away');
});

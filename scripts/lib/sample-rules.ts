import type { Core } from '@strapi/strapi';
import { z } from 'zod';

/** `sample/rules.json`: what the sample shop has of taxes and ways of shipping. */
export const sampleRules = z.strictObject({
  settings: z.strictObject({ country: z.string(), pricesIncludeTax: z.boolean() }),
  taxRates: z.array(
    z.strictObject({ name: z.string(), rate: z.number(), countries: z.array(z.string()) }),
  ),
  shippingZones: z.array(
    z.strictObject({
      name: z.string(),
      countries: z.array(z.string()),
      postalPrefixes: z.array(z.string()).optional(),
      methods: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          rates: z.array(
            z.strictObject({
              price: z.number(),
              freeFrom: z.number().optional(),
              minimumWeight: z.number().optional(),
              belowWeight: z.number().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

/**
 * Gives the shop its taxes and ways of shipping, those that it has not yet.
 *
 * @param currency of the prices
 */
export async function layDownRules(
  strapi: Core.Strapi,
  { settings, taxRates, shippingZones }: z.output<typeof sampleRules>,
  currency: string,
): Promise<void> {
  const shops = strapi.documents('api::shop-settings.shop-settings');
  const shop = await shops.findFirst({});
  if (shop !== null) await shops.update({ documentId: shop.documentId, data: settings });

  const taxes = strapi.documents('api::tax-rate.tax-rate');
  if ((await taxes.count({})) < taxRates.length) {
    for (const { documentId } of await taxes.findMany({})) await taxes.delete({ documentId });
    for (const data of taxRates) await taxes.create({ data });
  }

  const zones = strapi.documents('api::shipping-zone.shipping-zone');
  const methods = strapi.documents('api::shipping-method.shipping-method');
  for (const { methods: offered, ...place } of shippingZones) {
    const present = await zones.findFirst({ filters: { name: place.name } });
    const zone = (present ?? (await zones.create({ data: place }))).documentId;
    for (const [position, { rates, ...method }] of offered.entries()) {
      const same = { code: method.code, zone: { documentId: zone } };
      if ((await methods.count({ filters: same })) > 0) continue;
      const priced = rates.map((rate) => ({ ...rate, currency }));
      await methods.create({ data: { ...method, position, zone, rates: priced } });
    }
  }
}

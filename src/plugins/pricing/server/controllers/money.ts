import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer, currencyExponent, dukaConfig } from '../../../kernel/server/contract';

const SETTINGS = 'api::shop-settings.shop-settings';
const USUAL_EXPONENT = 2;

/** Currencies whose minor unit is not a hundredth, with the decimals that it stands for. */
function unusualExponents(): Record<string, number> {
  const all = Intl.supportedValuesOf('currency').map(
    (currency) => [currency, currencyExponent(currency)] as const,
  );
  return Object.fromEntries(all.filter(([, exponent]) => exponent !== USUAL_EXPONENT));
}

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** What the panel needs to show minor units as decimal amounts. */
  async show(ctx: Context) {
    const settings = (await strapi.db.query(SETTINGS).findOne({ select: ['currency'] })) as {
      currency: string;
    } | null;
    answer(ctx, 200, {
      currency: settings?.currency ?? dukaConfig(strapi).currency,
      exponents: unusualExponents(),
    });
  },
});

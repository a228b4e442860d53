import type { Core } from '@strapi/strapi';
import type { Queryable } from '../../../kernel/server/contract';
import type { Area } from '../domain/place';
import type { PricingRules } from '../domain/price-basket';
import { readRules, type AreaJson, type RulesRow } from '../sql/read-rules';

/** The rules of pricing as this process knows them. */
export interface PriceBook {
  /**
   * The rules as they are now. They are read only when their version is another than the one known,
   * so whoever has read the version along with something else pays nothing for them.
   *
   * @param version `pricing_version.version`, read in the same transaction
   */
  rulesAt(database: Queryable, version: number): Promise<PricingRules>;
}

export function createPriceBook(): PriceBook {
  let known: { version: number; rules: PricingRules } | undefined;
  return {
    async rulesAt(database, version) {
      if (known?.version === version) return known.rules;
      const [row] = await database.query(readRules, []);
      if (row === undefined) throw new Error('The rules of pricing are not there');
      const read = { version: row.version, rules: rulesOf(row) };
      // Of two that were read at the same time the older one may come in last.
      if (known === undefined || read.version > known.version) known = read;
      return read.rules;
    },
  };
}

function rulesOf(row: RulesRow): PricingRules {
  return {
    pricesIncludeTax: row.prices_include_tax,
    taxRounding: row.tax_rounding,
    shippingTaxClass: row.shipping_tax_class,
    defaultCountry: row.country,
    taxRates: row.tax_rates.map(({ name, taxClass, rate, ...area }) => ({
      name,
      taxClass,
      rate,
      area: areaOf(area),
    })),
    shippingMethods: row.shipping_methods.map(({ code, name, rates, ...area }) => ({
      code,
      name,
      rates,
      area: areaOf(area),
    })),
  };
}

function areaOf({ countries, regions, postalPrefixes }: AreaJson): Area {
  return {
    countries: countries ?? [],
    regions: regions ?? [],
    postalPrefixes: postalPrefixes ?? [],
  };
}

/** The one of this process. */
export function priceBookOf(strapi: Core.Strapi): PriceBook {
  return strapi.plugin('pricing').service('price-book') as PriceBook;
}

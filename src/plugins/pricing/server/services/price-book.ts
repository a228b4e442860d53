import type { Core } from '@strapi/strapi';
import type { Queryable } from '../../../kernel/server/contract';
import type { Basket, BasketLine } from '../domain/basket';
import type { Buyer } from '../domain/buyer';
import type { Area } from '../domain/place';
import { priceBasket, type PricingRules } from '../domain/price-basket';
import type { PricedBasket } from '../domain/priced';
import { readRules, type AreaJson, type RulesRow } from '../sql/read-rules';
import { readCoupons, type ReadCoupons } from './read-coupons';

/** A basket as those know it who have it; what coupons ask of the goods is looked up. */
export interface BasketToPrice extends Omit<Basket, 'lines' | 'coupons' | 'now'> {
  lines: readonly Omit<BasketLine, 'categoryIds' | 'collectionIds'>[];
  /** Codes of coupons, as they are compared. */
  codes: readonly string[];
  buyer: Buyer;
  /** `pricing_version.version`, read in the same transaction. */
  version: number;
}

/** What a basket costs. */
export interface Quote extends PricedBasket {
  /** Codes that stand for no coupon, or for one that is switched off. */
  unknownCodes: string[];
}

/** The rules of pricing as this process knows them. */
export interface PriceBook {
  /**
   * Works out what a basket costs now. It runs a statement only where there are coupons, and where
   * the rules have changed since they were read.
   */
  price(database: Queryable, basket: BasketToPrice): Promise<Quote | { kind: 'too_large' }>;
  /** Reads the rules, so that the first basket does not have to. */
  open(database: Queryable): Promise<void>;
}

/** Keeps the rules of pricing in this process until the database has others. */
export function createPriceBook(): PriceBook {
  let known: { version: number; rules: PricingRules } | undefined;

  const read = async (database: Queryable): Promise<PricingRules> => {
    const [row] = await database.query(readRules, []);
    if (row === undefined) throw new Error('The rules of pricing are not there');
    const rules = rulesOf(row);
    // Of two that were read at the same time the older one may come in last.
    if (known === undefined || row.version > known.version) known = { version: row.version, rules };
    return rules;
  };

  return {
    async price(database, { version, codes, buyer, lines, ...basket }) {
      const rules = known?.version === version ? known.rules : await read(database);
      const products = lines.map(({ productId }) => productId);
      const { coupons, goods, now } =
        codes.length === 0 ? NO_COUPONS : await readCoupons(database, codes, buyer, products);
      const priced = priceBasket(
        {
          ...basket,
          coupons,
          now,
          lines: lines.map((line) => ({ ...line, ...(goods.get(line.productId) ?? NO_GOODS) })),
        },
        rules,
      );
      if (priced.kind === 'too_large') return priced;
      const found = new Set(coupons.map(({ code }) => code));
      return { ...priced, unknownCodes: codes.filter((code) => !found.has(code)) };
    },
    async open(database) {
      await read(database);
    },
  };
}

const NO_GOODS = { categoryIds: [], collectionIds: [] };

/** Without coupons nothing depends on the time. */
const NO_COUPONS: ReadCoupons = { coupons: [], goods: new Map(), now: new Date(0) };

function rulesOf(row: RulesRow): PricingRules {
  return {
    pricesIncludeTax: row.prices_include_tax,
    taxRounding: row.tax_rounding,
    shippingTaxClass: row.shipping_tax_class,
    currency: row.currency,
    roundTotalTo: row.round_total_to,
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

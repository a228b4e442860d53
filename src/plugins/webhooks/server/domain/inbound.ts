import { z } from 'zod';
import { textOf } from '../../../kernel/server/contract';

/** What another system can tell of, by the last part of the address. */
export type MessageKind = 'product-updated' | 'inventory-updated' | 'promotion-updated';

const MOST_ITEMS = 500;
const MOST_UNITS = 1_000_000_000;

const sku = textOf(100);
/** Minor units of the shop's currency. */
const amount = z.int('must be a whole number of minor units').min(0);
const words = z.array(textOf(100)).max(100);

/** Fields of a product; each one that is left out stays as it is. */
const productFields = {
  name: textOf(255).optional(),
  shortDescription: z.string().max(1_000).nullable().optional(),
  description: z.string().max(100_000).nullable().optional(),
  metaTitle: z.string().max(255).nullable().optional(),
  metaDescription: z.string().max(500).nullable().optional(),
  featured: z.boolean().optional(),
  tags: words.optional(),
};

/** Fields of the variant that `sku` names. */
const variantFields = {
  title: textOf(255).optional(),
  price: amount.optional(),
  originalPrice: amount.nullable().optional(),
  barcode: z.string().max(64).nullable().optional(),
  weight: z.int().min(0).nullable().optional(),
  allowBackorder: z.boolean().optional(),
  active: z.boolean().optional(),
};

const product = z
  .strictObject({
    slug: textOf(255).optional(),
    sku: sku.optional(),
    published: z.boolean().optional(),
    ...productFields,
    ...variantFields,
  })
  .superRefine((item, context) => {
    if (item.slug === undefined && item.sku === undefined) {
      context.addIssue({ code: 'custom', message: 'must name a product by slug or by sku' });
    }
    const alone = Object.keys(variantFields).find((field) => field in item);
    if (item.sku === undefined && alone !== undefined) {
      context.addIssue({ code: 'custom', path: [alone], message: 'is of a variant: name its sku' });
    }
  })
  .transform(({ slug, sku: named, published, ...fields }) => {
    const pick = (names: object) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => name in names));
    return {
      slug,
      sku: named,
      published,
      product: pick(productFields),
      variant: pick(variantFields),
    };
  });

const stockRow = z
  .strictObject({
    sku,
    /** The store's code or document id. */
    store: textOf(64),
    onHand: z.int('must be a whole number').min(0).max(MOST_UNITS).optional(),
    delta: z.int('must be a whole number').min(-MOST_UNITS).max(MOST_UNITS).optional(),
    reason: textOf(255).optional(),
  })
  .refine(({ onHand, delta }) => (onHand === undefined) !== (delta === undefined), {
    message: 'must have either onHand or delta',
  });

const time = z.iso.datetime({ offset: true, error: 'must be a time of ISO 8601' }).nullable();

const promotion = z.strictObject({
  code: textOf(64),
  description: z.string().max(10_000).nullable().optional(),
  active: z.boolean().optional(),
  type: z.enum(['percentage', 'fixed_amount', 'free_shipping', 'buy_x_get_y']).optional(),
  /** Hundredths of a percent. */
  percentage: z.int().min(0).max(10_000).nullable().optional(),
  amount: amount.nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code of ISO 4217')
    .nullable()
    .optional(),
  buyQuantity: z.int().min(1).nullable().optional(),
  getQuantity: z.int().min(1).nullable().optional(),
  minimumAmount: amount.nullable().optional(),
  maximumDiscount: amount.nullable().optional(),
  startsAt: time.optional(),
  endsAt: time.optional(),
  usageLimit: z.int().min(1).nullable().optional(),
  usageLimitPerCustomer: z.int().min(1).nullable().optional(),
  firstOrderOnly: z.boolean().optional(),
  combinable: z.boolean().optional(),
});

/** A list under a name, or a thing of the list by itself. */
const listUnder = <Item extends z.ZodType>(name: string, item: Item) =>
  z.preprocess(
    (value) => {
      if (Array.isArray(value)) return value as unknown[];
      const holds = typeof value === 'object' && value !== null && name in value;
      return holds ? (value as Record<string, unknown>)[name] : [value];
    },
    z
      .array(item)
      .min(1, `${name} must have one at least`)
      .max(MOST_ITEMS, `${name} can have ${MOST_ITEMS} at most`),
  );

/** What the bodies of messages must be. */
export const INBOUND = {
  'product-updated': listUnder('products', product),
  'inventory-updated': listUnder('rows', stockRow).superRefine((rows, context) => {
    const seen = new Set<string>();
    rows.forEach(({ sku: each, store }, turn) => {
      const key = JSON.stringify([each, store]);
      if (seen.has(key)) {
        context.addIssue({ code: 'custom', path: [turn, 'sku'], message: 'stands in two rows' });
      }
      seen.add(key);
    });
  }),
  'promotion-updated': listUnder('promotions', promotion),
} as const;

export type ProductChange = z.output<(typeof INBOUND)['product-updated']>[number];
export type StockChange = z.output<(typeof INBOUND)['inventory-updated']>[number];
export type PromotionChange = z.output<(typeof INBOUND)['promotion-updated']>[number];

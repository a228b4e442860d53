import type { RowRemark } from '../../../kernel/server/contract';
import { optionsKey, type FileProduct, type FileVariant } from './file-product';
import { shortHash, slugOf } from './slug';

const LONGEST_SKU = 100;

/** What to do with a SKU that another product has: refuse the row, or give it a suffix. */
export type DuplicateSku = 'refuse' | 'suffix';

/** A variant that is stored. */
export interface KnownVariant {
  id: number;
  sku: string;
  options: Readonly<Record<string, string>> | null;
  /** Slug of its product; null where it belongs to none. */
  product: string | null;
}

/** A variant with its SKU; `stored` where the shop has it already. */
export interface AssignedVariant<Stored extends KnownVariant> extends FileVariant {
  sku: string;
  stored: Stored | undefined;
}

/**
 * The SKU that a variant without one gets: the same at every import, whatever else the file holds.
 */
export function madeSku(slug: string, options: Readonly<Record<string, string>>): string {
  return `${slugOf(slug).slice(0, 60)}-${shortHash(`${slug}\n${optionsKey(options)}`)}`;
}

/** The SKU that a variant gets where another product has its own; the same at every import. */
export function suffixedSku(sku: string, slug: string, options: FileVariant['options']): string {
  const suffix = shortHash(`${slug}\n${optionsKey(options)}`, 6);
  return `${sku.slice(0, LONGEST_SKU - suffix.length - 1)}-${suffix}`;
}

/** Every SKU that the variants of a product may come to have. */
export function possibleSkus({ slug, variants }: FileProduct, duplicates: DuplicateSku): string[] {
  return variants.flatMap(({ sku, options }) => {
    const own = sku ?? madeSku(slug, options);
    return duplicates === 'suffix' ? [own, suffixedSku(own, slug, options)] : own;
  });
}

/** The variants that are stored and those that this batch has given a SKU. */
export class SkuRegister<Stored extends KnownVariant> {
  private readonly stored = new Map<string, Stored>();
  private readonly byProduct = new Map<string, Stored[]>();
  /** SKU → slug of its product. */
  private readonly owners = new Map<string, string>();

  constructor(variants: readonly Stored[]) {
    for (const variant of variants) {
      this.stored.set(variant.sku, variant);
      if (variant.product === null) continue;
      this.owners.set(variant.sku, variant.product);
      const siblings = this.byProduct.get(variant.product);
      if (siblings === undefined) this.byProduct.set(variant.product, [variant]);
      else siblings.push(variant);
    }
  }

  /** The stored variants of a product. */
  variantsOf(slug: string): readonly Stored[] {
    return this.byProduct.get(slug) ?? [];
  }

  /**
   * Gives each variant of a product its SKU. One without a SKU in the file is the stored variant
   * with the same options, else it gets a made one.
   */
  assign(
    { slug, variants }: FileProduct,
    duplicates: DuplicateSku,
  ): { variants: AssignedVariant<Stored>[]; refused: RowRemark[] } {
    const assigned: AssignedVariant<Stored>[] = [];
    const refused: RowRemark[] = [];
    const named = new Set(variants.map(({ sku }) => sku));
    for (const variant of variants) {
      const { line, options } = variant;
      const alike = this.variantsOf(slug).find(
        (stored) =>
          optionsKey(stored.options ?? {}) === optionsKey(options) && !named.has(stored.sku),
      );
      let sku = variant.sku ?? alike?.sku ?? madeSku(slug, options);
      if (duplicates === 'suffix' && (this.owners.get(sku) ?? slug) !== slug) {
        sku = suffixedSku(sku, slug, options);
      }
      const owner = this.owners.get(sku) ?? slug;
      const twin = assigned.find((other) => other.sku === sku);
      if (owner !== slug) {
        refused.push({ line, reason: `Variant SKU "${sku}" belongs to the product "${owner}"` });
      } else if (twin !== undefined) {
        refused.push({ line, reason: `Variant SKU "${sku}" is that of line ${twin.line} already` });
      } else {
        assigned.push({ ...variant, sku, stored: this.stored.get(sku) });
      }
    }
    for (const { sku } of assigned) this.owners.set(sku, slug);
    return { variants: assigned, refused };
  }
}

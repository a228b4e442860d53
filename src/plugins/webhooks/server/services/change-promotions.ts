import type { Core, Modules } from '@strapi/strapi';
import { Refusal } from '../../../kernel/server/contract';
import type { PromotionChange } from '../domain/inbound';

const COUPON = 'api::coupon.coupon';

type CouponData = Modules.Documents.Params.Data.Input<typeof COUPON>;

/**
 * Makes and changes coupons as another system says, by the document service, so that they are checked
 * and told of as an editor's are.
 *
 * @returns how many there were
 * @throws Refusal VALIDATION_FAILED for a new one without a type
 */
export async function changePromotions(
  strapi: Core.Strapi,
  changes: readonly PromotionChange[],
): Promise<number> {
  const coupons = strapi.documents(COUPON);
  for (const change of changes) {
    // Strapi's types do not know that null empties a field.
    const data = change as CouponData;
    // The codes of coupons are the same in any case.
    const filters = { code: { $eqi: change.code } };
    const found = await coupons.findFirst({ fields: ['documentId'], filters });
    if (found !== null) {
      await coupons.update({ documentId: found.documentId, data });
    } else if (change.type === undefined) {
      throw new Refusal(
        'VALIDATION_FAILED',
        `There is no coupon ${change.code}; a new one needs a type.`,
      );
    } else {
      await coupons.create({ data });
    }
  }
  return changes.length;
}

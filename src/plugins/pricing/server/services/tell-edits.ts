import type { Core } from '@strapi/strapi';
import { tellEdits } from '../../../kernel/server/contract';
import { couponExists } from '../sql/coupon-exists';
import { RULE_TYPES, ruleExists } from '../sql/rule-exists';

/** Has it told what staff do to coupons, and to what the shop reckons by. */
export function tellPricingEdits(strapi: Core.Strapi): void {
  tellEdits(strapi, 'api::coupon.coupon', {
    look: async (tx, documentId) => (await tx.query(couponExists, [documentId]))[0],
    events: ({ documentId, action }) => [
      { event: 'coupon.changed', subject: documentId, payload: { documentId, action } },
    ],
  });
  for (const type of RULE_TYPES) {
    tellEdits(strapi, `api::${type}.${type}`, {
      look: async (tx, documentId) => (await tx.query(ruleExists, [type, documentId]))[0],
      events: ({ documentId }) => [
        { event: 'settings.changed', subject: documentId, payload: { documentId, type } },
      ],
    });
  }
}

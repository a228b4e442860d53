import type { Core } from '@strapi/strapi';
import { tellEdits } from '../../../kernel/server/contract';
import { RULE_TYPES, ruleExists } from '../sql/rule-exists';

/** Has it told what staff do to what the shop reckons by. */
export function tellRuleEdits(strapi: Core.Strapi): void {
  for (const type of RULE_TYPES) {
    tellEdits(strapi, `api::${type}.${type}`, {
      look: async (tx, documentId) => (await tx.query(ruleExists, [type, documentId]))[0],
      events: ({ documentId }) => [
        { event: 'settings.changed', subject: documentId, payload: { documentId, type } },
      ],
    });
  }
}

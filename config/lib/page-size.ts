/**
 * Documents on a page of Strapi's own lists, REST's and GraphQL's. Those of the shop's plugins have the
 * same size (`src/plugins/kernel/server/domain/pages.ts`).
 */
export const pageSize = { defaultLimit: 25, maxLimit: 100 };

import type { Core } from '@strapi/strapi';
import type { PoolClient } from 'pg';
import type { Transaction } from '../database/database';
import { ownTypes } from '../database/own-types';
import { pass } from '../database/step';

/**
 * Runs our statements in Strapi's own transaction: the one that is open, or a new one. So what a
 * document middleware does around `next()` is committed with the document, or not at all.
 */
export async function inStrapiTransaction<T>(
  strapi: Core.Strapi,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return await strapi.db.transaction(async ({ trx, onCommit }: StrapiTransaction) => {
    // Inside a transaction, knex always gives the one connection that it runs on.
    const connection = await trx.client.acquireConnection();
    return work({
      inTransaction: true,
      onCommit,
      async query({ name, text }, params) {
        await pass(name);
        const result = await connection.query({
          name,
          text,
          values: [...params],
          types: ownTypes,
        });
        return result.rows as never[];
      },
    });
  });
}

interface StrapiTransaction {
  trx: { client: { acquireConnection(): Promise<PoolClient> } };
  onCommit(call: () => void): void;
}

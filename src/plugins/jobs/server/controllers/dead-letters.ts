import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  answer,
  databaseOf,
  pageQuery,
  paginationOf,
  Refusal,
  validate,
  wholeNumberInQuery,
} from '../../../kernel/server/contract';
import { deadLetters, runAgain, type DeadRow } from '../services/dead-letters';

const listQuery = z.object(pageQuery);
const jobId = z.object({ id: wholeNumberInQuery(1, Number.MAX_SAFE_INTEGER) });

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    const page = validate(listQuery, ctx.query);
    const { rows, total } = await deadLetters(databaseOf(strapi), page);
    answer(ctx, 200, rows.map(present), { pagination: paginationOf(page, total) });
  },
  async runAgain(ctx: Context) {
    const { id } = validate(jobId, ctx.params);
    const count = await runAgain(databaseOf(strapi), id);
    if (count === 0) throw new Refusal('NOT_FOUND', 'This job is not in the list any more.');
    answer(ctx, 200, { count });
  },
  async runAllAgain(ctx: Context) {
    answer(ctx, 200, { count: await runAgain(databaseOf(strapi)) });
  },
});

function present(row: DeadRow) {
  return {
    id: row.id,
    name: row.name,
    event: row.event,
    sequence: row.event_id,
    subject: row.subject,
    payload: row.payload,
    attempts: row.attempts,
    error: row.last_error,
    createdAt: row.created_at,
    failedAt: row.ended_at,
  };
}

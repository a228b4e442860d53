import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { callerKey, identify, requireCustomer } from '../../../accounts/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  Refusal,
  validate,
} from '../../../kernel/server/contract';
import { presentReview } from '../domain/review';
import { limitsOf } from '../services/limits';
import { DELETE_REVIEWS } from '../services/permissions';
import { readReviews } from '../services/read-reviews';
import { removeReview } from '../services/remove-review';
import { changeReview, writeReview } from '../services/write-review';
import { voteHelpful } from '../services/vote-helpful';
import { changedReview, listQuery, newReview } from './requests';

const idOf = (ctx: Context) => (ctx.params as { id: string }).id;

export default ({ strapi }: { strapi: Core.Strapi }) => {
  /** The customer who writes something. */
  const writer = async (ctx: Context) => {
    await limitsOf(strapi).writes(ctx);
    return requireCustomer(strapi, ctx);
  };

  return {
    async list(ctx: Context) {
      const query = validate(listQuery, ctx.query);
      const caller = await identify(strapi, ctx);
      const readerId = caller.kind === 'customer' ? caller.userId : null;
      const page = await readReviews(databaseOf(strapi), idOf(ctx), readerId, query);
      const { reviews, ...meta } = page;
      answer(
        ctx,
        200,
        reviews.map((row) => presentReview(row, readerId)),
        meta,
      );
    },

    async create(ctx: Context) {
      const customer = await writer(ctx);
      const words = validate(newReview, bodyOf(ctx));
      const options = { caller: callerKey(customer), route: 'POST /api/products/:id/reviews' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const row = await writeReview(tx, idOf(ctx), customer.userId, words);
        return { status: 201, data: presentReview(row, customer.userId) };
      });
    },

    async update(ctx: Context) {
      const customer = await writer(ctx);
      const changes = validate(changedReview, bodyOf(ctx));
      const options = { caller: callerKey(customer), route: 'PUT /api/reviews/:id' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const row = await changeReview(tx, idOf(ctx), customer.userId, changes);
        return { status: 200, data: presentReview(row, customer.userId) };
      });
    },

    async delete(ctx: Context) {
      await limitsOf(strapi).writes(ctx);
      const caller = await identify(strapi, ctx);
      if (caller.kind === 'guest') throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
      if (caller.kind !== 'customer' && !caller.may(DELETE_REVIEWS)) {
        throw new Refusal('FORBIDDEN', 'You do not have the permission for this.');
      }
      const ownerId = caller.kind === 'customer' ? caller.userId : null;
      const options = { caller: callerKey(caller), route: 'DELETE /api/reviews/:id' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await removeReview(tx, idOf(ctx), ownerId);
        return { status: 200, data: { documentId: idOf(ctx) } };
      });
    },

    async vote(ctx: Context) {
      const customer = await writer(ctx);
      const options = { caller: callerKey(customer), route: 'POST /api/reviews/:id/helpful' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => ({
        status: 200,
        data: {
          documentId: idOf(ctx),
          helpfulCount: await voteHelpful(tx, idOf(ctx), customer.userId),
        },
      }));
    },
  };
};

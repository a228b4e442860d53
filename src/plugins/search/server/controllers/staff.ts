import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { requireOperator } from '../../../accounts/server/contract';
import { answer, validate } from '../../../kernel/server/contract';
import { READ_REPORT, REBUILD_INDEX } from '../services/permissions';
import { reportOf } from '../services/report';
import { roomOf } from '../services/room';
import { reportQuery } from './requests';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const report = async (ctx: Context): Promise<void> => {
    const { from, to, limit } = validate(reportQuery, ctx.query);
    const { database, log } = roomOf(strapi);
    await log.write();
    answer(ctx, 200, await reportOf(database, from, to, limit));
  };
  return {
    /** For the panel, whose routes ask for the permission themselves. */
    report,

    /** `GET /api/admin/search/report` */
    async reportForMachines(ctx: Context): Promise<void> {
      await requireOperator(strapi, ctx, READ_REPORT);
      await report(ctx);
    },

    /** `POST /api/admin/search/rebuild` */
    async rebuild(ctx: Context): Promise<void> {
      await requireOperator(strapi, ctx, REBUILD_INDEX);
      answer(ctx, 202, { products: await roomOf(strapi).keeper.rebuild() });
    },
  };
};

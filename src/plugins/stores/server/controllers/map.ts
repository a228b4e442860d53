import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer, databaseOf, validate } from '../../../kernel/server/contract';
import { mapQuery } from '../domain/map-query';
import { storeClusters } from '../services/cluster-stores';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /api/stores/clusters` */
  async clusters(ctx: Context): Promise<void> {
    const { bbox, zoom } = validate(mapQuery, ctx.query);
    const clusters = await storeClusters(databaseOf(strapi), bbox, zoom);
    answer(ctx, 200, clusters, { count: clusters.length });
  },
});

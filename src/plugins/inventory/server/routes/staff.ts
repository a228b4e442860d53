import type { CustomRoute } from '../../../kernel/server/contract';

export const staffRoutes: readonly CustomRoute[] = [['PUT', '/stores/:id/stock', 'stock.update']];

import type { CustomRoute } from '../../../kernel/server/contract';

export const staffRoutes: readonly CustomRoute[] = [
  ['GET', '/admin/search/report', 'staff.reportForMachines'],
  ['POST', '/admin/search/rebuild', 'staff.rebuild'],
];

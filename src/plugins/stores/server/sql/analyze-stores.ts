import { statement } from '../../../kernel/server/contract';

/** Counts the table anew for the planner, which would else learn of many new stores minutes later. */
export const analyzeStores = statement<[], never>('stores.analyze_stores', 'ANALYZE stores');

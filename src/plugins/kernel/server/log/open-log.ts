import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../services/database';
import { batchedOutput } from './batched-output';
import { humanLines, jsonLines } from './formats';

/** Has Strapi's own logger write as the settings say. */
export function openLog(strapi: Core.Strapi): void {
  const { level, format } = dukaConfig(strapi).log;
  strapi.log.configure({
    level,
    levels: strapi.log.levels,
    format: format === 'json' ? jsonLines() : humanLines(),
    transports: [batchedOutput()],
  });
}

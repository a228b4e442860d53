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
    // Winston's types know its own transports by an interface.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
    transports: [batchedOutput()],
  });
}

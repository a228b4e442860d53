import type { Core } from '@strapi/strapi';
import { isAboutData } from '../database/sqlstate';
import { beginStatement, noteRefused } from '../sight/activity';

interface KnexQuery {
  __knexQueryUid: string;
  sql: string;
}

const ONLY_FRAMES = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i;

/** Counts the statements that Strapi itself runs to the requests that it runs them for, and keeps what is refused. */
export function watchStrapiStatements(strapi: Core.Strapi): void {
  const running = new Map<string, () => void>();
  const { connection } = strapi.db;
  connection.on('query', ({ __knexQueryUid: id, sql }: KnexQuery) => {
    if (!ONLY_FRAMES.test(sql)) running.set(id, beginStatement());
  });
  const end = ({ __knexQueryUid: id }: KnexQuery) => {
    running.get(id)?.();
    running.delete(id);
  };
  connection.on('query-response', (_answer: unknown, query: KnexQuery) => end(query));
  connection.on('query-error', (error: unknown, query: KnexQuery) => {
    if (isAboutData(error)) noteRefused(error);
    end(query);
  });
}

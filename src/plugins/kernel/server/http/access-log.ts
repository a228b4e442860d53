import type { Core } from '@strapi/strapi';

const GATHERED_MS = 100;

/**
 * Writes the access lines of answers that take less time than a line of the log does: gathered, and
 * handed to the log together.
 */
export function createAccessLog(strapi: Core.Strapi): (line: string) => void {
  let lines: string[] = [];
  const write = () => {
    strapi.log.http(lines.join('\n'));
    lines = [];
  };
  return (line) => {
    if (lines.length === 0) setTimeout(write, GATHERED_MS);
    lines.push(line);
  };
}

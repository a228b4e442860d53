import { formats, winston } from '@strapi/logger';
import { currentCorrelation } from '../sight/activity';

type Info = Record<string | symbol, unknown>;

/** Where winston's transports find the line. */
const LINE = Symbol.for('message');

/**
 * A line of JSON for machines: time, level, message, the correlation id of the request or job in which
 * it was written, and whatever else the caller gave. Of an error only what says where it was: its
 * other fields hold rows of the database.
 */
export const jsonLines = winston.format((info) => {
  const fields = info as Info;
  fields[LINE] = serialized({
    time: new Date().toISOString(),
    correlation: currentCorrelation(),
    ...(info instanceof Error ? fieldsOf(info) : fields),
  });
  return info;
});

/** Strapi's lines for people, with what a request's line is made of. */
export const humanLines = () => winston.format.combine(requestsInWords(), formats.prettyPrint());

const requestsInWords = winston.format((info) => {
  const { method, route, status, ms } = info as Info;
  if (route !== undefined && info.message === 'request') {
    info.message = `${String(method)} ${String(route)} (${String(ms)} ms) ${String(status)}`;
  }
  return info;
});

function fieldsOf(error: Error): Info {
  const { level, message, stack, code } = error as Error & { level?: string; code?: unknown };
  return { level, message, stack, code };
}

function serialized(fields: Info): string {
  try {
    return JSON.stringify(fields);
  } catch {
    // A circle, or a number that JSON has not: what was said is kept.
    const { time, correlation, level, message } = fields;
    return JSON.stringify({ time, correlation, level, message: String(message) });
  }
}

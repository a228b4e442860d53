import { text } from 'co-body';
import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { isVisitor } from '../public-reads/caller';
import { publicRoutesOf } from '../public-reads/public-routes';
import { readOf } from '../public-reads/read-state';
import { answerOf, encodingFor, isKnown, pack, type Answer } from '../read-cache/answer';
import { readCacheOf } from '../read-cache/read-cache';
import { keyOf } from '../read-cache/request-key';
import type { Moment } from '../read-cache/tagged-cache';
import { dukaConfig } from '../services/database';
import type { VisitorState } from './public-queries';
import type { RoutedContext } from './requests';

const FRESH_MS = 60_000;
const STALE_MS = 60_000;
/** Answers that change by themselves. */
const TIMED_FRESH_MS = 1_000;
const MISSING_FRESH_MS = 5_000;
/** A request joins a load that is under way only where nothing was dropped since it began, or so soon. */
const JOIN_WITHIN_MS = 250;
/** Longer GraphQL queries are answered and not kept. */
const LONGEST_QUERY_BYTES = 8_192;

interface Load {
  begun: Moment;
  done: Promise<Answer | undefined>;
}

/**
 * Answers visitors' public reads from what is kept in this process, before anything else of Strapi's
 * runs. Who sends credentials or cookies, and whatever is no public read, passes by.
 *
 * An answer is kept where a layer below has said what it depends on (`noteRead`), and nobody else's is.
 * Requests for the same wait for one load.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const { answers, isTrusted } = readCacheOf(strapi);
  const { readMaxAgeSeconds: age, frontendOrigins, exposedHeaders } = dukaConfig(strapi);
  const cacheControl = `public, max-age=0, s-maxage=${age}, stale-while-revalidate=${age}`;
  const graphql = strapi.config.get<string>('plugin::graphql.endpoint');
  const loads = new Map<string, Load>();

  return async (ctx: Context, next: Next): Promise<void> => {
    const key = isVisitor(ctx) ? await keyOfRead(ctx) : undefined;
    if (key === undefined) {
      await next();
      return;
    }
    const trusted = isTrusted();
    const found = trusted ? answers.get(key) : { kind: 'none' as const };
    if (found.kind === 'fresh') {
      write(ctx, key, found.value, 'hit');
      return;
    }
    const load = trusted ? loads.get(key) : undefined;
    if (load && mayJoin(load)) {
      const answer = found.kind === 'stale' ? found.value : await load.done;
      if (answer) {
        write(ctx, key, answer, 'hit');
        return;
      }
    }
    const answer = await lead(ctx, key, next);
    if (answer) write(ctx, key, answer, 'fwd=miss');
  };

  /** The key of a public read; undefined for any other request. */
  async function keyOfRead(ctx: Context): Promise<string | undefined> {
    const { path, method, url } = ctx;
    if (path === graphql) {
      (ctx as RoutedContext)._matchedRoute = graphql;
      // Its answer has another type than what is kept.
      if (ctx.get('Accept').includes('graphql-response')) return undefined;
      if (method === 'GET') return keyOf(url);
      return method === 'POST' && url === graphql ? readQuery(ctx) : undefined;
    }
    if (!isRead(method) || !path.startsWith('/api/')) return undefined;
    const reads = publicRoutesOf(strapi).find(path.replace(/^\/api\/v1(?=\/)/, '/api'));
    if (reads === undefined) return undefined;
    (ctx.state as VisitorState).visitorReads = reads;
    (ctx as RoutedContext)._matchedRoute = reads.route.path;
    if (asksForStatus(ctx.querystring)) {
      // Who asks for drafts is answered by their rights: no cache on the way may give one the other's.
      ctx.set('Cache-Control', 'no-store');
      return undefined;
    }
    return keyOf(url);
  }

  async function lead(ctx: Context, key: string, next: Next): Promise<Answer | undefined> {
    const begun = answers.present;
    let end: (answer: Answer | undefined) => void = () => undefined;
    const done = new Promise<Answer | undefined>((resolve) => (end = resolve));
    const load = { begun, done };
    loads.set(key, load);
    let answer: Answer | undefined;
    try {
      await next();
      answer = keep(ctx, key, begun);
    } finally {
      if (loads.get(key) === load) loads.delete(key);
      end(answer);
    }
    return answer;
  }

  function mayJoin({ begun }: Load): boolean {
    const { turn, at } = answers.present;
    return begun.turn === turn || at - begun.at < JOIN_WITHIN_MS;
  }

  /** Keeps what the layers below have answered, where it is a public read's. */
  function keep(ctx: Context, key: string, begun: Moment): Answer | undefined {
    const read = readOf(ctx);
    const { status } = ctx;
    if (!read || (status !== 200 && status !== 404)) return undefined;
    const text = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body);
    // GraphQL answers faults of its own with 200, too.
    if (ctx.path === graphql && !text.startsWith('{"data"')) return undefined;
    const body = Buffer.from(text);
    const answer = answerOf(status, body, cacheControl);
    const times = read.timed
      ? { freshFor: TIMED_FRESH_MS, staleFor: 0 }
      : status === 404
        ? { freshFor: MISSING_FRESH_MS, staleFor: 0 }
        : { freshFor: FRESH_MS, staleFor: STALE_MS };
    if (isTrusted()) {
      answers.put(key, { value: answer, tags: [...read.tags], ...times }, begun, body.length);
    }
    return answer;
  }

  function write(ctx: Context, key: string, answer: Answer, how: string): void {
    const { req, res } = ctx;
    const { headers } = req;
    ctx.respond = false;
    // What the layers below have set of it would differ from what is kept.
    for (const name of res.getHeaderNames()) {
      if (name !== 'x-request-id') res.removeHeader(name);
    }
    const wanted = encodingFor(headers['accept-encoding']);
    const packed = answer.bodies.get(wanted);
    const { body, headers: own } = packed ?? answer.bodies.get('identity') ?? missingBody();
    const all = [...own, 'Cache-Status', `Duka; ${how}`];
    const { origin } = headers;
    if (origin !== undefined && frontendOrigins.includes(origin)) {
      all.push('Access-Control-Allow-Origin', origin);
      all.push('Access-Control-Allow-Credentials', 'true');
      all.push('Access-Control-Expose-Headers', exposedHeaders.join(','));
    }
    if (isKnown(answer, headers['if-none-match'])) {
      res.writeHead(304, withoutBody(all));
      res.end();
      return;
    }
    res.writeHead(answer.status, all);
    res.end(body);
    // Only what is asked for again is worth the time; who asks meanwhile is not kept waiting.
    if (!packed && how === 'hit') {
      void pack(answer, wanted, cacheControl).then((bytes) => {
        if (bytes > 0) answers.grow(key, bytes);
      });
    }
  }
};

/** HEAD is answered as GET is, and Node leaves its body out. */
function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function asksForStatus(query: string): boolean {
  if (query === '') return false;
  return [...new URLSearchParams(query).keys()].some((name) => /^status(\[|$)/.test(name));
}

/** Reads a GraphQL query, where its answer may be kept, and leaves it for Apollo as its parser would. */
async function readQuery(ctx: Context): Promise<string | undefined> {
  const length = ctx.request.length ?? Infinity;
  if (!ctx.is('json') || length > LONGEST_QUERY_BYTES) return undefined;
  if (ctx.get('Content-Encoding') !== '') return undefined;
  const body = (await text(ctx.req, { limit: LONGEST_QUERY_BYTES })) as string;
  const request = ctx.request as { body?: unknown; rawBody?: string };
  request.rawBody = body;
  try {
    request.body = JSON.parse(body) as unknown;
  } catch {
    // Apollo refuses a body without a query.
    request.body = {};
  }
  return `query ${body}`;
}

function withoutBody(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2);
    if (!name.startsWith('Content-') || name === 'Content-Security-Policy') kept.push(name, value);
  }
  return kept;
}

function missingBody(): never {
  throw new Error('An answer without a body');
}

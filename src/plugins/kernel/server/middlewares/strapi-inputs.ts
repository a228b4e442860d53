import type { Core, UID } from '@strapi/strapi';
import { contentTypes } from '@strapi/utils';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import { LARGEST_ROW_ID, OF_EVERY_OBJECT } from '../domain/document-data';
import { invalid, Refusal } from '../domain/errors';
import { bodyOf } from '../http/answer';
import { validate } from '../http/validate';
import { faultIn } from './request-limits';

const text = z.string('must be a text');
const row = z
  .union([z.int(), z.string().regex(/^\d{1,10}$/)], 'must be an id')
  .refine((id) => Number(id) <= LARGEST_ROW_ID, { message: 'must be an id' });
const object = z.looseObject({}, 'must be an object');

/** Documents that the panel does the same to. */
const documentIds = z
  .array(text.refine((id) => !id.includes('\u0000'), { message: 'must not contain NUL' }))
  .optional();

/** A role of users-permissions: `permissions: {type: {controllers: {controller: {action: {enabled}}}}}`. */
const customerRole = z.looseObject({
  name: text.optional(),
  description: text.nullish(),
  permissions: z.record(z.string(), z.looseObject({ controllers: object })).optional(),
  users: z.array(z.unknown()).optional(),
});

/**
 * What controllers of Strapi itself take for granted of a body, and die of where it is not so. Whether a
 * field must be given, and everything else of it, stays theirs to say.
 */
const TAKEN_FOR_GRANTED: readonly [method: RegExp, path: RegExp, body: z.ZodType][] = [
  [/^(POST|PUT)$/, /^\/content-manager\//, object],
  [/^POST$/, /^\/content-manager\/.*\/actions\/bulk\w+\/?$/i, z.looseObject({ documentIds })],
  [/^POST$/, /^\/admin\/users\/?$/i, z.looseObject({ email: text.optional() })],
  [/^POST$/, /^\/admin\/permissions\/check\/?$/i, z.looseObject({ permissions: z.array(object) })],
  [/^POST$/, /^\/upload\/folders\/?$/i, z.looseObject({ parent: row.nullish() })],
  [/^PUT$/, /^\/upload\/folders\/\d+\/?$/i, z.looseObject({ parent: row.nullish() })],
  [/^(POST|PUT)$/, /^\/users-permissions\/roles(\/\d+)?\/?$/i, customerRole],
];

/** Up to the type that is meant: Strapi's router takes its own words in any case, and `%3A` for `:`. */
const PANEL_PATH = /^(\/content-manager\/[^/]+\/?)([^/]*)/i;

/** Types by their name: Strapi looks them up in plain objects. */
const TYPE_BY_NAME = /^\/content-type-builder\/(?:content-types|components)\/([^/]+)\/?$/i;

/** Where Strapi takes files: in form fields beside them, what they are called and what they belong to. */
const UPLOADS = /^\/(?:api\/)?upload\/?$/i;

/** Of types without drafts, the document service does not have the verb that the panel's route calls. */
const ABOUT_DRAFTS =
  /^\/content-manager\/[a-z]+-types\/([^/]+)\/(?:.+\/)?actions\/(?:publish|unpublish|discard|bulkPublish|bulkUnpublish)\/?$/i;

/**
 * Stands before routes of Strapi that believe what they are sent: what they would answer with a 500 is a
 * 400 that names the field.
 *
 * @throws Refusal VALIDATION_FAILED (400), NOT_FOUND (404)
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    // Who looks at a path from here on knows one spelling of it.
    ctx.path = ctx.path.replace(PANEL_PATH, spelled);
    const { _q, fields } = ctx.query as Record<string, unknown>;
    if (_q !== undefined && typeof _q !== 'string') {
      throw invalid([{ path: ['_q'], message: 'must be one text' }]);
    }
    // Else a write is done, and then its answer cannot be read.
    if (
      String(fields)
        .split(',')
        .some((field) => OF_EVERY_OBJECT.has(field.trim()))
    ) {
      throw invalid([{ path: ['fields'], message: 'names what is no field' }]);
    }
    const name = TYPE_BY_NAME.exec(ctx.path)?.[1];
    if (name !== undefined && OF_EVERY_OBJECT.has(decoded(name))) throw noSuchType();
    const drafted = ABOUT_DRAFTS.exec(ctx.path)?.[1];
    const type =
      drafted === undefined ? undefined : strapi.contentTypes[drafted as UID.ContentType];
    if (type?.kind !== undefined && !contentTypes.hasDraftAndPublish(type)) {
      throw invalid([{ path: ['action'], message: 'is for types with drafts alone' }]);
    }
    const body = bodyOf(ctx);
    if (ctx.method === 'POST' && UPLOADS.test(ctx.path)) refuseBadUpload(strapi, body);
    for (const [method, path, schema] of body === undefined ? [] : TAKEN_FOR_GRANTED) {
      if (method.test(ctx.method) && path.test(ctx.path)) validate(schema, body);
    }
    await next();
  };

function spelled(_path: string, words: string, type: string): string {
  const read = decoded(type);
  // The router decodes what it is given once more.
  if (/[%/]/.test(read)) throw noSuchType();
  return words.toLowerCase() + read;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw noSuchType();
  }
}

function noSuchType(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such type.');
}

function refuseBadUpload(strapi: Core.Strapi, body: unknown): void {
  const { fileInfo, ref } = (body ?? {}) as { fileInfo?: unknown; ref?: unknown };
  const types = { ...strapi.contentTypes, ...strapi.components };
  if (ref !== undefined && !(typeof ref === 'string' && Object.hasOwn(types, ref))) {
    throw invalid([{ path: ['ref'], message: 'must be a type of content' }]);
  }
  const each: unknown[] = Array.isArray(fileInfo) ? fileInfo : [fileInfo];
  for (const one of each) {
    if (typeof one !== 'string') continue;
    const fault = faultIn(parsed(one), ['fileInfo']);
    if (fault) throw invalid([fault]);
  }
}

function parsed(fileInfo: string): unknown {
  try {
    return JSON.parse(fileInfo);
  } catch {
    throw invalid([{ path: ['fileInfo'], message: 'must be JSON' }]);
  }
}

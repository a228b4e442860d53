import type { Core, Modules } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import lookUpZone from '@photostructure/tz-lookup';
import { parseOpeningExceptions, parseOpeningHours } from '../domain/opening-hours';
import { isTimeZone } from '../domain/time-zone';

const STORE = 'api::store.store';
const MOST_SERVICES = 100;

type Data = Record<string, unknown>;
type Middleware = Modules.Documents.Middleware.Middleware;

/**
 * Checks what a merchandiser or a script writes into a store: hours that can be read, a time zone
 * that exists, services as a list of texts. An empty time zone is filled from the coordinates.
 *
 * @throws ValidationError naming the field
 */
export const checkStore =
  (strapi: Core.Strapi): Middleware =>
  async (context, next) => {
    if (context.uid === STORE && (context.action === 'create' || context.action === 'update')) {
      const data = context.params.data as Data;
      checkTexts(data);
      const untold =
        context.action === 'create'
          ? !data.timezone
          : data.timezone === '' || data.timezone === null;
      if (untold) {
        const { documentId } = context.params as { documentId?: string };
        data.timezone = await zoneOf(strapi, data, documentId);
      }
    }
    return next();
  };

function checkTexts({ openingHours, openingExceptions, timezone, services }: Data): void {
  if (typeof openingHours === 'string') {
    const parsed = parseOpeningHours(openingHours);
    if (parsed.kind === 'malformed') throw refused('openingHours', parsed.reason);
  }
  if (typeof openingExceptions === 'string') {
    const parsed = parseOpeningExceptions(openingExceptions);
    if (parsed.kind === 'malformed') throw refused('openingExceptions', parsed.reason);
  }
  if (typeof timezone === 'string' && timezone !== '' && !isTimeZone(timezone)) {
    throw refused('timezone', `“${timezone}” is no time zone; write one like Africa/Nairobi`);
  }
  if (services !== undefined && services !== null && !isTexts(services)) {
    throw refused('services', `must be a list of at most ${MOST_SERVICES} texts`);
  }
}

function isTexts(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MOST_SERVICES &&
    value.every((item) => typeof item === 'string' && item.trim() !== '')
  );
}

async function zoneOf(
  strapi: Core.Strapi,
  data: Data,
  documentId: string | undefined,
): Promise<string | undefined> {
  const stored = documentId
    ? ((await strapi.db.query(STORE).findOne({ where: { documentId } })) as Data | null)
    : null;
  const { latitude, longitude } = { ...stored, ...data };
  // Without coordinates there is nothing to save: Strapi's own check says so.
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  return lookUpZone(latitude, longitude);
}

function refused(field: string, reason: string): errors.ValidationError {
  const message = `${field}: ${reason}`;
  return new errors.ValidationError(message, {
    errors: [{ path: [field], message, name: 'ValidationError' }],
  });
}

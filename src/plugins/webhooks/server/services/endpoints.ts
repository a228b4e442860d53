import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  dukaConfig,
  invalid,
  newDocumentId,
  Refusal,
  whyNotCalled,
} from '../../../kernel/server/contract';
import { newSecret } from '../domain/signature';
import { deleteDeliveries } from '../sql/delete-deliveries';
import { deleteEndpoint } from '../sql/delete-endpoint';
import type { EndpointRow } from '../sql/endpoint-row';
import { insertEndpoint } from '../sql/insert-endpoint';
import { listEndpoints } from '../sql/list-endpoints';
import { lockEndpoint } from '../sql/lock-endpoint';
import { rotateSecret } from '../sql/rotate-secret';
import { updateEndpoint } from '../sql/update-endpoint';
import { sealed } from './secrets';

export type { EndpointRow } from '../sql/endpoint-row';

/** Each message is made for each endpoint, so there are not any number of them. */
const MOST_ENDPOINTS = 100;
/** How long messages are signed with the old secret too. */
const OVERLAP_SECONDS = 24 * 60 * 60;
const RESOLVE_LIMIT_MS = 5_000;

export interface NewEndpoint {
  url: string;
  events: readonly string[];
  description: string | null;
  active: boolean;
}

/** What is left out stays as it is. */
export type EndpointChange = Partial<NewEndpoint>;

/** An endpoint with the one look at its secret. */
export interface WithSecret {
  endpoint: EndpointRow;
  secret: string;
}

/**
 * Makes an endpoint.
 *
 * @throws Refusal VALIDATION_FAILED for an address that is not called, LIMIT_REACHED
 */
export async function createEndpoint(
  strapi: Core.Strapi,
  { url, events, description, active }: NewEndpoint,
): Promise<WithSecret> {
  await requireCallable(strapi, url);
  const secret = newSecret();
  const [endpoint] = await databaseOf(strapi).query(insertEndpoint, [
    newDocumentId(),
    url,
    description,
    JSON.stringify(events),
    active,
    sealed(strapi, secret),
    MOST_ENDPOINTS,
  ]);
  if (endpoint === undefined) {
    throw new Refusal('LIMIT_REACHED', `There can be ${MOST_ENDPOINTS} endpoints.`, {
      limit: MOST_ENDPOINTS,
    });
  }
  return { endpoint, secret };
}

/** All endpoints, the oldest first. */
export function endpoints(strapi: Core.Strapi): Promise<EndpointRow[]> {
  return databaseOf(strapi).query(listEndpoints, [null]);
}

/** @throws Refusal NOT_FOUND */
export async function endpointBy(strapi: Core.Strapi, documentId: string): Promise<EndpointRow> {
  return found(await databaseOf(strapi).query(listEndpoints, [documentId]));
}

/** @throws Refusal NOT_FOUND, VALIDATION_FAILED for an address that is not called */
export async function changeEndpoint(
  strapi: Core.Strapi,
  documentId: string,
  { url, events, description, active }: EndpointChange,
): Promise<EndpointRow> {
  if (url !== undefined) await requireCallable(strapi, url);
  return found(
    await databaseOf(strapi).query(updateEndpoint, [
      documentId,
      url ?? null,
      description !== undefined,
      description ?? null,
      events === undefined ? null : JSON.stringify(events),
      active ?? null,
    ]),
  );
}

/**
 * Gives an endpoint another secret. For a day its messages are signed with both.
 *
 * @throws Refusal NOT_FOUND
 */
export async function changeSecret(strapi: Core.Strapi, documentId: string): Promise<WithSecret> {
  const secret = newSecret();
  const rows = await databaseOf(strapi).query(rotateSecret, [
    documentId,
    sealed(strapi, secret),
    OVERLAP_SECONDS,
  ]);
  return { endpoint: found(rows), secret };
}

/**
 * Deletes an endpoint and its deliveries.
 *
 * @throws Refusal NOT_FOUND
 */
export async function removeEndpoint(strapi: Core.Strapi, documentId: string): Promise<void> {
  await databaseOf(strapi).transaction(async (tx) => {
    const { id } = found(await tx.query(lockEndpoint, [documentId]));
    await tx.query(deleteDeliveries, [id]);
    await tx.query(deleteEndpoint, [documentId]);
  });
}

/** It is looked at again at each delivery: what a name leads to may change. */
async function requireCallable(strapi: Core.Strapi, url: string): Promise<void> {
  const { allowPrivate } = dukaConfig(strapi).webhooks;
  const why = await whyNotCalled({ url, allowPrivate, limit: RESOLVE_LIMIT_MS });
  if (why !== undefined) throw invalid([{ path: ['url'], message: why }]);
}

function found<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Refusal('NOT_FOUND', 'There is no such endpoint.');
  return row;
}

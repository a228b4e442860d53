import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal, type Page } from '../../../kernel/server/contract';
import { listDeliveries, type DeliveryRow } from '../sql/list-deliveries';
import { resendDelivery } from '../sql/resend-delivery';
import { endpointBy } from './endpoints';
import { wake } from './dispatcher';

export type { DeliveryRow } from '../sql/list-deliveries';

/** A page of the deliveries of an endpoint. */
export interface DeliveryPage {
  deliveries: DeliveryRow[];
  total: number;
}

/**
 * The newest deliveries of an endpoint, in all states or in one.
 *
 * @throws Refusal NOT_FOUND
 */
export async function deliveriesOf(
  strapi: Core.Strapi,
  endpointId: string,
  { state, page, pageSize }: Page & { state?: string | undefined },
): Promise<DeliveryPage> {
  await endpointBy(strapi, endpointId);
  const rows = await databaseOf(strapi).query(listDeliveries, [
    endpointId,
    state ?? null,
    pageSize,
    (page - 1) * pageSize,
  ]);
  return { deliveries: rows, total: rows[0]?.total ?? 0 };
}

/**
 * Has a message sent again, under the same id.
 *
 * @throws Refusal NOT_FOUND; WEBHOOK_INACTIVE where the endpoint is switched off
 */
export async function resend(
  strapi: Core.Strapi,
  endpointId: string,
  deliveryId: string,
): Promise<void> {
  const [found] = await databaseOf(strapi).query(resendDelivery, [endpointId, deliveryId]);
  if (found === undefined) throw new Refusal('NOT_FOUND', 'There is no such delivery.');
  if (!found.queued) {
    throw new Refusal('WEBHOOK_INACTIVE', 'This endpoint is switched off. Switch it on first.');
  }
  wake(strapi);
}

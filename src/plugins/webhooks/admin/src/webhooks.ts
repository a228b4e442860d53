import { useCallback } from 'react';
import { useFetchClient, useQueryParams } from '@strapi/strapi/admin';
import { useLoaded } from '../../../kernel/admin/src/contract';

const PATH = '/api/admin/webhooks';

/** Another system that is told what happens. */
export interface Endpoint {
  documentId: string;
  url: string;
  description: string | null;
  events: string[];
  active: boolean;
  offReason: string | null;
  failingSince: string | null;
  previousSecretUntil: string | null;
}

/** What is typed of an endpoint. */
export interface EndpointFields {
  url: string;
  description: string | null;
  events: string[];
  active: boolean;
}

/** A message to an endpoint. */
export interface Delivery {
  documentId: string;
  type: string;
  state: 'waiting' | 'sending' | 'delivered' | 'failed';
  tries: number;
  nextTryAt: string | null;
  lastTriedAt: string | null;
  body: string;
  answer: { status: number | null; body: string | null; milliseconds: number | null };
  error: string | null;
}

export const DELIVERY_STATES: readonly Delivery['state'][] = [
  'waiting',
  'sending',
  'delivered',
  'failed',
];

/** What the address of the page says of the log. */
export interface DeliveriesQuery {
  page?: string | undefined;
  pageSize?: string | undefined;
  state?: string | undefined;
}

/** A page of the log of an endpoint. */
export interface DeliveriesPage {
  data: Delivery[];
  meta: { pagination: { page: number; pageSize: number; pageCount: number; total: number } };
}

interface Answer<Data> {
  data: { data: Data; meta: { types?: string[] } };
}

/** The endpoints, the types that can be asked for, and what can be done with them. */
export function useEndpoints() {
  const { get, post, put, del } = useFetchClient();
  const load = useCallback(async () => {
    const { data }: Answer<Endpoint[]> = await get(PATH);
    return { endpoints: data.data, types: data.meta.types ?? [] };
  }, [get]);
  const { loaded, reload } = useLoaded(load);

  /** @returns the secret, which is shown this once */
  const create = async (fields: EndpointFields): Promise<string> => {
    const { data }: Answer<{ secret: string }> = await post(PATH, fields);
    await reload();
    return data.data.secret;
  };
  const change = async (id: string, fields: Partial<EndpointFields>): Promise<void> => {
    await put(`${PATH}/${id}`, fields);
    await reload();
  };
  /** @returns the new secret, which is shown this once */
  const changeSecret = async (id: string): Promise<string> => {
    const { data }: Answer<{ secret: string }> = await post(`${PATH}/${id}/secret`);
    await reload();
    return data.data.secret;
  };
  const remove = async (id: string): Promise<void> => {
    await del(`${PATH}/${id}`);
    await reload();
  };
  return { loaded, create, change, changeSecret, remove };
}

/** The page of an endpoint's log that the address names, and a way to send a message again. */
export function useDeliveries(endpointId: string) {
  const { get, post } = useFetchClient();
  const [{ query }] = useQueryParams<DeliveriesQuery>();
  const { page = '1', pageSize = '20', state } = query;
  const load = useCallback(async () => {
    const params = { page, pageSize, ...(state ? { state } : {}) };
    return (await get<DeliveriesPage>(`${PATH}/${endpointId}/deliveries`, { params })).data;
  }, [get, endpointId, page, pageSize, state]);
  const { loaded, reload } = useLoaded(load);

  const resend = async (deliveryId: string): Promise<void> => {
    await post(`${PATH}/${endpointId}/deliveries/${deliveryId}/resend`);
    await reload();
  };
  return { loaded, reload, resend };
}

import { useCallback } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
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

interface Answer<Data> {
  data: { data: Data; meta: { types?: string[]; pagination?: { total: number } } };
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

/** The newest deliveries of an endpoint, and a way to send one again. */
export function useDeliveries(endpointId: string) {
  const { get, post } = useFetchClient();
  const load = useCallback(async () => {
    const { data }: Answer<Delivery[]> = await get(`${PATH}/${endpointId}/deliveries?pageSize=50`);
    return data.data;
  }, [get, endpointId]);
  const { loaded, reload } = useLoaded(load);

  const resend = async (deliveryId: string): Promise<void> => {
    await post(`${PATH}/${endpointId}/deliveries/${deliveryId}/resend`);
    await reload();
  };
  return { loaded, reload, resend };
}

/** What the server says about a refusal. */
export function reasonOf(error: unknown): string {
  const { response } = error as {
    response?: { data?: { error?: { message?: string } } };
  };
  return response?.data?.error?.message ?? 'That did not work. Reload the page.';
}

import { useCallback, useEffect, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';

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

/** What has been loaded so far. */
export type Loaded<Data> =
  { state: 'loading' } | { state: 'failed' } | { state: 'there'; data: Data };

/** The endpoints, the types that can be asked for, and what can be done with them. */
export function useEndpoints() {
  const { get, post, put, del } = useFetchClient();
  const [loaded, setLoaded] = useState<Loaded<{ endpoints: Endpoint[]; types: string[] }>>({
    state: 'loading',
  });
  const load = useCallback(async () => {
    try {
      const { data }: Answer<Endpoint[]> = await get(PATH);
      const there = { endpoints: data.data, types: data.meta.types ?? [] };
      setLoaded({ state: 'there', data: there });
    } catch {
      setLoaded({ state: 'failed' });
    }
  }, [get]);
  useEffect(() => void load(), [load]);

  /** @returns the secret, which is shown this once */
  const create = async (fields: EndpointFields): Promise<string> => {
    const { data }: Answer<{ secret: string }> = await post(PATH, fields);
    await load();
    return data.data.secret;
  };
  const change = async (id: string, fields: Partial<EndpointFields>): Promise<void> => {
    await put(`${PATH}/${id}`, fields);
    await load();
  };
  /** @returns the new secret, which is shown this once */
  const changeSecret = async (id: string): Promise<string> => {
    const { data }: Answer<{ secret: string }> = await post(`${PATH}/${id}/secret`);
    await load();
    return data.data.secret;
  };
  const remove = async (id: string): Promise<void> => {
    await del(`${PATH}/${id}`);
    await load();
  };
  return { loaded, create, change, changeSecret, remove };
}

/** The newest deliveries of an endpoint, and a way to send one again. */
export function useDeliveries(endpointId: string) {
  const { get, post } = useFetchClient();
  const [loaded, setLoaded] = useState<Loaded<Delivery[]>>({ state: 'loading' });
  const load = useCallback(async () => {
    try {
      const { data }: Answer<Delivery[]> = await get(
        `${PATH}/${endpointId}/deliveries?pageSize=50`,
      );
      setLoaded({ state: 'there', data: data.data });
    } catch {
      setLoaded({ state: 'failed' });
    }
  }, [get, endpointId]);
  useEffect(() => void load(), [load]);

  const resend = async (deliveryId: string): Promise<void> => {
    await post(`${PATH}/${endpointId}/deliveries/${deliveryId}/resend`);
    await load();
  };
  return { loaded, load, resend };
}

/** What the server says about a refusal. */
export function reasonOf(error: unknown): string {
  const { response } = error as {
    response?: { data?: { error?: { message?: string } } };
  };
  return response?.data?.error?.message ?? 'That did not work. Reload the page.';
}

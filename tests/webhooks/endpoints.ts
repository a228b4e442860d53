import { bearer, call, type HttpAnswer } from '../support/http';
import type { TestShop } from '../support/shop';

/** Somebody who is told of what happens. */
export interface Endpoint {
  documentId: string;
  secret: string;
}

/** What the tests read of a message to an endpoint. */
export interface Delivery {
  documentId: string;
  state: string;
  tries: number;
  error: string | null;
  answer: { status: number | null };
}

/** A shop's endpoints, as a machine with an API token manages them. */
export class Endpoints {
  constructor(private readonly shop: TestShop) {}

  /** Calls a route of theirs. */
  async call(method: string, path = '', body?: object): Promise<HttpAnswer> {
    return call(method, `${this.shop.url}/api/admin/webhooks${path}`, {
      headers: bearer(await this.shop.apiToken()),
      body,
    });
  }

  async make(url: string, events: readonly string[]): Promise<Endpoint> {
    const made = await this.call('POST', '', { url, events });
    expect(made.status).toBe(201);
    return made.body.data as Endpoint;
  }

  /** What was sent to one or is to be, the newest first. */
  async deliveriesTo({ documentId }: Pick<Endpoint, 'documentId'>): Promise<Delivery[]> {
    return (await this.call('GET', `/${documentId}/deliveries`)).body.data as Delivery[];
  }

  /** Whether one is told of things. */
  async isOn({ documentId }: Pick<Endpoint, 'documentId'>): Promise<boolean> {
    return (await this.call('GET', `/${documentId}`)).body.data.active as boolean;
  }

  async removeAll(): Promise<void> {
    const { body } = await this.call('GET');
    for (const { documentId } of body.data as Endpoint[]) {
      await this.call('DELETE', `/${documentId}`);
    }
  }
}

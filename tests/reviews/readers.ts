import { bearer, call, type HttpAnswer } from '../support/http';
import type { TestShop } from '../support/shop';

let made = 0;

/** A customer with an account of their own, signed in. */
export class Reader {
  private constructor(
    private readonly shop: TestShop,
    readonly documentId: string,
    readonly email: string,
    readonly session: Record<string, string>,
  ) {}

  static async join(shop: TestShop, firstName = 'Amina', lastName = 'Otieno'): Promise<Reader> {
    made += 1;
    const email = `reader-${made}@example.com`;
    const { status, body } = await call('POST', `${shop.url}/api/auth/register`, {
      body: { email, password: 'kahawa-chungu-7', firstName, lastName },
    });
    if (status !== 201) throw new Error(`not registered: ${JSON.stringify(body)}`);
    const { user, token } = body.data as { user: { documentId: string }; token: string };
    return new Reader(shop, user.documentId, email, bearer(token));
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    const all = { ...this.session, ...headers };
    return call(method, `${this.shop.url}/api${path}`, { headers: all, body });
  }

  /** Writes a review and gives its document id. */
  async review(product: string, words: object = { rating: 4, text: 'Does what it should.' }) {
    const answer = await this.send('POST', `/products/${product}/reviews`, words);
    if (answer.status !== 201) throw new Error(`not taken: ${JSON.stringify(answer.body)}`);
    return answer.body.data.documentId as string;
  }
}

/** What a staff member of the panel does with documents of one type. */
export function panelOf(shop: TestShop, uid: string) {
  return async (method: string, path = '', body?: object): Promise<HttpAnswer> =>
    call(method, `${shop.url}/content-manager/collection-types/${uid}${path}`, {
      headers: bearer(await shop.adminToken()),
      body,
    });
}

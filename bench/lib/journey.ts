/** One request of a shopper. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{item}` in it is the id of the cart's last item, from the answer before. */
  path: string;
  body?: unknown;
  /** Whether it carries an Idempotency-Key, a new one each time. */
  keyed?: boolean;
}

/** What one shopper does, call after call. The cart's token is taken from the first answer. */
export interface Journey {
  calls: readonly Call[];
  cartToken?: string | undefined;
  item?: string | undefined;
}

/** Journeys that follow one another on one connection. */
export interface Lane {
  /** Bearer token of a customer. */
  token?: string | undefined;
  journeys: readonly Journey[];
}

/** What the load process is told to do. */
export interface Load {
  url: string;
  lanes: readonly Lane[];
}

/** How a journey went. */
export interface Outcome {
  milliseconds: number;
  cartToken: string | undefined;
  item: string | undefined;
  /** How the last call was answered: its status and, for a refusal, its code. */
  answer: string;
}

export interface LoadResult {
  seconds: number;
  /** Milliseconds of CPU that the load process itself took. */
  driver: number;
  /** In the order of the lanes and their journeys. */
  outcomes: Outcome[];
}

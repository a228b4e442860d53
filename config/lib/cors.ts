/** Headers of answers that scripts of storefronts on other origins may look at. */
export const EXPOSED_HEADERS = [
  'X-Cart-Token',
  'Idempotency-Replayed',
  'Retry-After',
  'ETag',
  'X-Request-Id',
];

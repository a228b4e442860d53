import { constraint, type Explanation } from '../../kernel/server/contract';

/** What the database itself must refuse on Strapi's table of reviews, and the ledger of votes. */
export const tables = `
  ${constraint('reviews', 'reviews_rating_range', 'CHECK (rating IS NOT NULL AND rating BETWEEN 1 AND 5)')}
  ${constraint('reviews', 'reviews_product_present', 'CHECK (product_document_id IS NOT NULL)')}
  -- One a customer; those whose customer is gone are nobody's.
  CREATE UNIQUE INDEX IF NOT EXISTS reviews_one_a_customer_uq
    ON reviews (product_document_id, customer_id);
  CREATE UNIQUE INDEX IF NOT EXISTS reviews_document_id_uq ON reviews (document_id);

  CREATE TABLE IF NOT EXISTS review_votes (
    review_id   integer NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
    -- Without a foreign key: who was helped stays counted when the row of an account is deleted.
    customer_id integer NOT NULL,
    PRIMARY KEY (review_id, customer_id)
  );
`;

/** What a caller is told who runs into one of these, in the admin panel too. */
export const explanations: Readonly<Record<string, Explanation>> = {
  reviews_rating_range: {
    code: 'VALIDATION_FAILED',
    field: 'rating',
    message: 'must be a whole number from 1 to 5',
  },
  reviews_product_present: {
    code: 'VALIDATION_FAILED',
    field: 'productDocumentId',
    message: 'must say which product the review is of',
  },
  reviews_one_a_customer_uq: {
    code: 'ALREADY_REVIEWED',
    field: 'customer',
    message: 'This customer has reviewed this product already.',
  },
};

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  reviews: [
    'document_id',
    'product_document_id',
    'product_name',
    'customer_id',
    'rating',
    'title',
    'text',
    'state',
    'reply',
    'verified',
    'helpful_count',
    'created_at',
    'updated_at',
    'published_at',
  ],
  products: ['document_id', 'slug', 'name', 'rating_average', 'rating_count', 'published_at'],
  up_users: ['id', 'first_name', 'last_name'],
  shop_settings: ['moderate_reviews'],
  orders: ['document_id', 'customer_id', 'state'],
  order_lines: ['order_id', 'product_document_id'],
} as const;

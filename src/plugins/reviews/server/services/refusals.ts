import { Refusal } from '../../../kernel/server/contract';

export const productNotFound = () => new Refusal('PRODUCT_NOT_FOUND', 'There is no such product.');

/** Also for a review that this caller may not know of, or not touch. */
export const reviewNotFound = () => new Refusal('REVIEW_NOT_FOUND', 'There is no such review.');

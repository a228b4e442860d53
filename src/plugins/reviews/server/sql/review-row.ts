/**
 * The text shared by the statements that give reviews, as a `ReviewRow`.
 *
 * @param from a table or a CTE with all columns of `reviews`
 */
export const selectReviews = (from: string): string => `
   SELECT review.document_id, review.product_document_id, review.customer_id, customer.first_name,
          customer.last_name, review.rating, review.title, review.text, review.state, review.reply,
          review.verified, review.helpful_count, review.created_at, review.updated_at
     FROM ${from} review
     LEFT JOIN up_users customer ON customer.id = review.customer_id`;

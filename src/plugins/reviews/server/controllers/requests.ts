import { z } from 'zod';
import { pageQuery, textOf } from '../../../kernel/server/contract';
import { faultInText } from '../domain/plain-text';
import { REVIEW_SORTS } from '../domain/review';

/** A customer's own words; line ends as forms send them are taken for new lines. */
const plainText = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .pipe(textOf(most))
    .superRefine((text, ctx) => {
      const message = faultInText(text);
      if (message !== undefined) ctx.addIssue({ code: 'custom', message });
    });

const rating = z
  .int('must be a whole number from 1 to 5')
  .min(1, 'must be at least 1')
  .max(5, 'must be at most 5');

const words = {
  title: plainText(150)
    .refine((text) => !text.includes('\n'), 'must be one line')
    .nullish(),
  text: plainText(5_000).nullish(),
};

/** The body of `POST /api/products/:id/reviews`. */
export const newReview = z.strictObject({ rating, ...words });

/** The body of `PUT /api/reviews/:id`: what is left out stays, and null takes it away. */
export const changedReview = z
  .strictObject({ rating: rating.optional(), ...words })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    message: 'must change something',
  });

/** The query of `GET /api/products/:id/reviews`. */
export const listQuery = z.strictObject({
  page: pageQuery.page,
  pageSize: pageQuery.pageSize.default(10),
  sort: z
    .enum(REVIEW_SORTS, { error: `must be one of ${REVIEW_SORTS.join(', ')}` })
    .default('newest'),
});

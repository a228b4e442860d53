import { z } from 'zod';
import { pageQuery, textOf } from '../../../kernel/server/contract';
import { EVERY_TYPE, TYPES } from '../domain/message';

const url = textOf(2_000).refine((value) => URL.canParse(value), {
  message: 'must be an http:// or https:// address',
});
const events = z
  .array(
    z.enum([...TYPES, EVERY_TYPE], {
      error: `must be one of ${TYPES.join(', ')}, or ${EVERY_TYPE} for all`,
    }),
  )
  .min(1, 'must name a type at least')
  .transform((names) => [...new Set(names)]);
const description = textOf(255).nullable();

export const newEndpoint = z.strictObject({
  url,
  events,
  description: description.default(null),
  active: z.boolean().default(true),
});

export const endpointChange = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    active: z.boolean().optional(),
  })
  .transform(({ url: address, events: names, description: text, active }) => ({
    ...(address === undefined ? {} : { url: address }),
    ...(names === undefined ? {} : { events: names }),
    ...(text === undefined ? {} : { description: text }),
    ...(active === undefined ? {} : { active }),
  }));

export const endpointParams = z.object({ id: textOf(64) });
export const deliveryParams = z.object({ id: textOf(64), deliveryId: textOf(64) });

export const deliveriesQuery = z.strictObject({
  state: z.enum(['waiting', 'sending', 'delivered', 'failed']).optional(),
  ...pageQuery,
});

export const messagesQuery = z.strictObject({
  state: z.enum(['received', 'worked', 'failed']).optional(),
  ...pageQuery,
});

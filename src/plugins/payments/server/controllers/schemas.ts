import { z } from 'zod';
import { textOf } from '../../../kernel/server/contract';

const minorUnits = z.int().min(1);

export const orderParams = z.object({ orderId: textOf(64) });
export const tokenParams = z.object({ token: textOf(128) });
export const idParams = z.object({ id: textOf(64) });

export const methodsQuery = z.object({ orderId: textOf(64).optional() });

/** Begins a payment of the order of the body; the rest is its provider's to check. */
export const startSchema = z
  .looseObject({ orderId: textOf(64), amount: minorUnits.optional() })
  .transform(({ orderId, amount, ...rest }) => ({ orderId, amount, rest }));

/** Begins a payment of the order of the path. */
export const startOfOrderSchema = z
  .looseObject({ method: textOf(32), amount: minorUnits.optional() })
  .transform(({ method, amount, ...rest }) => ({ method, amount, rest }));

export const confirmSchema = z.strictObject({ orderId: textOf(64), intentId: textOf(255) });

export const paypalCaptureSchema = z.strictObject({
  orderId: textOf(64),
  paypalOrderId: textOf(255),
});

export const cashSchema = z.strictObject({ amount: minorUnits });

const note = textOf(100).optional();
export const lookedIntoSchema = z.strictObject({ note, review: textOf(2_000).optional() });
export const messageLookedIntoSchema = z.strictObject({ note });

export const refusedSchema = z.strictObject({ reason: textOf(200) });

export const refundSchema = z
  .strictObject({
    amount: minorUnits.optional(),
    reason: textOf(255),
    lines: z
      .array(z.strictObject({ lineId: textOf(64), quantity: z.int().min(1) }))
      .max(1_000)
      .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
        message: 'must name each line once',
      })
      .default([]),
    restock: z.boolean().default(false),
  })
  .refine(({ restock, lines }) => !restock || lines.length > 0, {
    path: ['lines'],
    message: 'must say what comes back into stock',
  });

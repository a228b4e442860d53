/**
 * When an order changes: now, and later than all its changes before, however long one has waited for
 * another and whatever the clock does. Who hears of two changes knows by it which is the newer.
 */
export const nextUpdate = "greatest(now(), orders.updated_at + interval '1 ms')";

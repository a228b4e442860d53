/**
 * The text shared by the statements that read what can be sold: a lateral join beside `level`, giving
 * `free.available`. An expired hold counts as free whether or not anybody has swept it up; where nothing
 * is reserved there is none, and holds are not looked at.
 */
export const freeStock = `
     CROSS JOIN LATERAL (
       SELECT greatest(level.on_hand - level.reserved + coalesce(sum(hold.quantity), 0), 0)::int
              AS available
         FROM holds hold
        WHERE level.reserved > 0 AND hold.stock_level_id = level.id AND hold.state = 'held'
          AND hold.expires_at <= now()
     ) free`;

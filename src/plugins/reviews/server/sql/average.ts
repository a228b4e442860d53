/** The text shared by the statements that say what published reviews come to: 0 for none. */
export const average =
  "coalesce(round(avg(rating) FILTER (WHERE state = 'published'), 2), 0)::float8";

/** How many those are. */
export const count = "count(*) FILTER (WHERE state = 'published')::int";

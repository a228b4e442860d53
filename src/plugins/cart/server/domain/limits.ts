/** A cart has at most so many lines, which bounds every statement and answer about it. */
export const MOST_LINES = 500;

/** A line has at most so many units. */
export const MOST_UNITS = 1_000_000;

/** A cart that nobody changes is forgotten after 30 days. */
export const KEEP_SECONDS = 30 * 24 * 60 * 60;

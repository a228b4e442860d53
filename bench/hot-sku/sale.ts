/** The sale of every hot-SKU measurement. */
export const BUYERS = 2_000;
export const CONNECTIONS = 200;
export const UNITS = 50;
export const STORES = 12;

/** The product that everybody wants. */
export const HOT = 1;

/**
 * Names of rooms. A socket is put into them by right and never asks for one; those of stock are the
 * public's.
 */
export const roomOf = {
  order: (documentId: string) => `order:${documentId}`,
  cart: (publicId: string) => `cart:${publicId}`,
  customer: (userId: number) => `customer:${userId}`,
  store: (documentId: string) => `store:${documentId}`,
  stock: (storeId: string, sku: string) => `stock:${storeId}:${sku}`,
} as const;

/** Of those who may see the orders of every store. */
export const BACK_OFFICE = 'backoffice';

/** Whether a room is one that a right opens, and closes again. */
export function isByRight(room: string): boolean {
  return room === BACK_OFFICE || /^(order|cart|customer|store):/.test(room);
}

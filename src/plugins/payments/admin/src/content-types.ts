/** Names of the content types, as the panel's own addresses have them. */
export const MESSAGE = 'plugin::payments.payment-message';
export const OPERATION = 'plugin::payments.payment-operation';
export const PAYMENT = 'plugin::payments.payment';

/** Where the panel shows a document. */
export function pageOf(contentType: string, documentId: string): string {
  return `/content-manager/collection-types/${contentType}/${documentId}`;
}

import type { Core } from '@strapi/strapi';
import { dukaConfig, tokenFor } from '../../../../kernel/server/contract';

/**
 * Where messages lead: to pages of the first storefront of `FRONTEND_URL`, and without one to this
 * server's address. The storefront has these pages; docs/notifications.md lists them.
 */
export function linksOf(strapi: Core.Strapi) {
  const { frontendOrigins, publicUrl } = dukaConfig(strapi);
  const front = frontendOrigins[0] ?? publicUrl;
  const page = (path: string, query: Record<string, string> = {}): string => {
    const search = new URLSearchParams(query).toString();
    return `${front}${path}${search === '' ? '' : `?${search}`}`;
  };
  return {
    shop: front,
    /** With the access of a guest, who has no other. */
    order: (documentId: string, number: string) =>
      page(`/orders/${number}`, { token: tokenFor(strapi, 'order', documentId) }),
    verifyEmail: (token: string) => page('/verify-email', { token }),
    resetPassword: (token: string) => page('/reset-password', { token }),
    /** Copies the goods; the cart itself is opened to nobody who only reads a mail. */
    cart: (publicId: string) => page('/cart', { share: tokenFor(strapi, 'share', publicId) }),
    product: (slug: string | null) => page(slug === null ? '' : `/products/${slug}`),
    /** One click: this server's own route (RFC 8058). */
    unsubscribe: (preferenceId: string, kind: string) =>
      `${publicUrl}/api/notifications/unsubscribe?${new URLSearchParams({
        token: tokenFor(strapi, 'unsubscribe', `${preferenceId}:${kind}`),
      }).toString()}`,
  };
}

export type Links = ReturnType<typeof linksOf>;

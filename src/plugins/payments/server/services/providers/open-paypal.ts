import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig } from '../../../../kernel/server/contract';
import type { PaymentProvider } from '../../domain/provider';
import { shareToken } from '../../outside/access-token';
import { openHttpClient } from '../../outside/http-client';
import { openCertificates } from '../../paypal/certificates';
import { fetchToken, openPaypal as openClient } from '../../paypal/client';
import { paypalProvider } from '../../paypal/provider';
import type { PaypalSettings } from '../../paypal/settings';
import { openTokenStore } from './token-store';

/** PayPal as this shop has it. */
export function openPaypal(strapi: Core.Strapi, settings: PaypalSettings): PaymentProvider {
  const http = openHttpClient(settings.baseUrl);
  const store = openTokenStore(databaseOf(strapi), 'paypal');
  const paypal = openClient(
    http,
    shareToken(store, () => fetchToken(http, settings)),
  );
  const [storefront] = dukaConfig(strapi).frontendOrigins;
  const certificates = openCertificates(settings.baseUrl);
  return paypalProvider(paypal, certificates, settings, (orderNumber) => {
    if (storefront === undefined) return undefined;
    const page = `${storefront}/orders/${orderNumber}`;
    return { returnUrl: `${page}?paypal=approved`, cancelUrl: `${page}?paypal=cancelled` };
  });
}

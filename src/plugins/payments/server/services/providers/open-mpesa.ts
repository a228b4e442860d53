import type { Core } from '@strapi/strapi';
import { clockOf, databaseOf, dukaConfig } from '../../../../kernel/server/contract';
import type { PaymentProvider, WhichPayment } from '../../domain/provider';
import { addressesAt, shopTokensOf } from '../../mpesa/addresses';
import { fetchToken, openDaraja } from '../../mpesa/client';
import { registerAddresses } from '../../mpesa/payments-by-hand';
import { mpesaProvider } from '../../mpesa/provider';
import type { MpesaSettings } from '../../mpesa/settings';
import { shareToken } from '../../outside/access-token';
import { openHttpClient } from '../../outside/http-client';
import { findPaymentAmount } from '../../sql/find-payment-amount';
import { openTokenStore } from './token-store';

/** M-Pesa as this shop has it, and a way to tell Safaricom where payments by hand are to be told. */
export function openMpesa(
  strapi: Core.Strapi,
  settings: MpesaSettings,
): { provider: PaymentProvider; register(): Promise<void> } {
  const database = databaseOf(strapi);
  const http = openHttpClient(settings.baseUrl);
  const accessToken = shareToken(openTokenStore(database, 'mpesa'), () =>
    fetchToken(http, settings),
  );
  const daraja = openDaraja(http, accessToken);
  const shopTokens = shopTokensOf(dukaConfig(strapi).tokenKeys, settings.shortcode);
  const addresses = addressesAt(settings.callbackBase, shopTokens[0] ?? '');
  const known = {
    shopTokens,
    async paymentOf({ reference, callbackToken, receipt }: WhichPayment) {
      const [payment] = await database.query(findPaymentAmount, [
        'mpesa',
        reference ?? null,
        callbackToken ?? null,
        receipt ?? null,
      ]);
      return payment;
    },
    now: () => clockOf(strapi).now(),
  };
  return {
    provider: mpesaProvider(daraja, settings, addresses, known),
    register: () => registerAddresses(daraja, settings, addresses),
  };
}

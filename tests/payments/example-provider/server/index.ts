import type { Core } from '@strapi/strapi';
import { registerProvider } from '../../../../src/plugins/payments/server/contract';
import { openVoucherOffice } from './office';
import { voucherProvider } from './provider';

/** A plugin of a developer's own: it brings a way to pay, and nothing in the house knows of it. */
export default {
  bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const office = openVoucherOffice(process.env.VOUCHER_OFFICE_URL ?? '');
    registerProvider(strapi, voucherProvider(office));
  },
};

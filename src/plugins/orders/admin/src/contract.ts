import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { ORDER_ZONE, type BesideOrderProps } from './zone';

export { addressLines, type Address } from './address-lines';
export type { BesideOrderProps } from './zone';

/** What we use of a plugin's zones, whose components have no types. */
type Inject = (view: string, place: string, part: { name: string; Component: unknown }) => void;

/** Puts something beside every order on the page _Orders_, such as its money. */
export function addBesideOrder(
  app: Pick<StrapiApp, 'getPlugin'>,
  name: string,
  Component: ComponentType<BesideOrderProps>,
): void {
  const orders = app.getPlugin('orders');
  (orders.injectComponent.bind(orders) as Inject)(...ORDER_ZONE, { name, Component });
}

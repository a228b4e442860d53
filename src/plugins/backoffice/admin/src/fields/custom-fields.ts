import type { ComponentType } from 'react';
import type { StrapiApp } from '@strapi/strapi/admin';

type CustomField = Exclude<Parameters<StrapiApp['customFields']['register']>[0], unknown[]>;

/** Describes one of our inputs to the panel. */
function customField(
  name: string,
  type: CustomField['type'],
  label: string,
  description: string,
  load: () => Promise<{ default: ComponentType<never> }>,
): CustomField {
  return {
    name,
    pluginId: 'backoffice',
    type,
    intlLabel: { id: `backoffice.${name}.label`, defaultMessage: label },
    intlDescription: { id: `backoffice.${name}.description`, defaultMessage: description },
    // Strapi's own type of this loader leaves out the props that it passes.
    components: { Input: load as CustomField['components']['Input'] },
  };
}

const money = () => import('../money/MoneyInput');

/** The custom fields, with the inputs that the panel shows for them. */
export const customFields = [
  customField('tags', 'json', 'Tags', 'A list of words', () => import('./TagsInput')),
  customField('options', 'json', 'Options', 'Names and values', () => import('./OptionsInput')),
  customField(
    'product-options',
    'json',
    'Product options',
    'Names and their values',
    () => import('./ProductOptionsInput'),
  ),
  customField(
    'percentage',
    'integer',
    'Percentage',
    'Hundredths of a percent',
    () => import('./PercentageInput'),
  ),
  customField(
    'postal-address',
    'json',
    'Address',
    'An address, to be read',
    () => import('./PostalAddress'),
  ),
  customField('money', 'integer', 'Money', 'An amount in minor units', money),
  customField('money-total', 'biginteger', 'Sum of money', 'A sum in minor units', money),
];

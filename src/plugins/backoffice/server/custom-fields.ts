import type { Core } from '@strapi/strapi';

type CustomFields = Extract<Parameters<Core.Strapi['customFields']['register']>[0], unknown[]>;

const plugin = 'backoffice';

/**
 * Kinds of input that Strapi does not have. Each is stored as the Strapi type that it names, so REST,
 * GraphQL, filters and SQL see that type; only the panel's form and lists differ.
 */
export const customFields: CustomFields = [
  /** A list of words: `["outdoor", "steel"]`. */
  { plugin, name: 'tags', type: 'json', inputSize: { default: 12, isResizable: true } },
  /** A variant's choices: `{"Size": "M"}`. */
  { plugin, name: 'options', type: 'json', inputSize: { default: 12, isResizable: true } },
  /** What a product's variants differ in: `[{"name": "Size", "values": ["S", "M"]}]`. */
  { plugin, name: 'product-options', type: 'json', inputSize: { default: 12, isResizable: true } },
  /** Hundredths of a percent. */
  { plugin, name: 'percentage', type: 'integer', inputSize: { default: 6, isResizable: true } },
  /** An address as an order keeps it, to be read only. */
  { plugin, name: 'postal-address', type: 'json', inputSize: { default: 6, isResizable: true } },
  /** A unit price in minor units. `options.currency` names the attribute beside it that holds the currency. */
  { plugin, name: 'money', type: 'integer', inputSize: { default: 4, isResizable: true } },
  /** The same for sums, which outgrow an integer column. */
  { plugin, name: 'money-total', type: 'biginteger', inputSize: { default: 4, isResizable: true } },
];

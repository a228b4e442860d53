import type { Schema, Struct } from '@strapi/strapi';

export interface CatalogPrice extends Struct.ComponentSchema {
  collectionName: 'components_catalog_prices';
  info: {
    description: 'Amounts in the minor unit of the currency.';
    displayName: 'Price in another currency';
    icon: 'priceTag';
  };
  attributes: {
    currency: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 3;
      }>;
    originalPrice: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<
        'plugin::backoffice.money',
        {
          currency: 'currency';
        }
      > &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    price: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<
        'plugin::backoffice.money',
        {
          currency: 'currency';
        }
      > &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
  };
}

export interface ShippingRate extends Struct.ComponentSchema {
  collectionName: 'components_shipping_rates';
  info: {
    description: 'What a way of shipping costs, for carts within bounds.';
    displayName: 'Shipping rate';
    icon: 'priceTag';
  };
  attributes: {
    belowAmount: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<
        'plugin::backoffice.money',
        {
          currency: 'currency';
        }
      > &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    belowWeight: Schema.Attribute.Integer &
      Schema.Attribute.SetMinMax<
        {
          min: 1;
        },
        number
      >;
    currency: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 3;
      }>;
    freeFrom: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<
        'plugin::backoffice.money',
        {
          currency: 'currency';
        }
      > &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    minimumAmount: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<
        'plugin::backoffice.money',
        {
          currency: 'currency';
        }
      > &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    minimumWeight: Schema.Attribute.Integer &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    price: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<
        'plugin::backoffice.money',
        {
          currency: 'currency';
        }
      > &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
  };
}

declare module '@strapi/strapi' {
  export namespace Public {
    export interface ComponentSchemas {
      'catalog.price': CatalogPrice;
      'shipping.rate': ShippingRate;
    }
  }
}

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

export interface NotificationsMailKinds extends Struct.ComponentSchema {
  collectionName: 'components_notifications_mail_kinds';
  info: {
    description: 'Which mails are sent.';
    displayName: 'Kinds of mail';
    icon: 'envelop';
  };
  attributes: {
    abandonedCart: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    backInStock: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    lateMoney: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    lowStock: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    newOrder: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderCancelled: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderDelivered: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderPaid: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderPlaced: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderReady: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderRefunded: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderShipped: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    passwordChanged: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    paymentFailed: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    paymentReview: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    priceDrop: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    resetPassword: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    verifyEmail: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    webhookDisabled: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
  };
}

export interface NotificationsShortKinds extends Struct.ComponentSchema {
  collectionName: 'components_notifications_short_kinds';
  info: {
    description: 'Which SMS or web push notices are sent.';
    displayName: 'Kinds of short messages';
    icon: 'phone';
  };
  attributes: {
    orderCancelled: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderDelivered: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    orderPaid: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    orderPlaced: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    orderReady: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
    orderRefunded: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    orderShipped: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<true>;
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
      'notifications.mail-kinds': NotificationsMailKinds;
      'notifications.short-kinds': NotificationsShortKinds;
      'shipping.rate': ShippingRate;
    }
  }
}

import type { Kind } from '../kinds';
import type { Labels, Words } from './build';

export const labels: Labels = {
  greeting: 'Hello{% if customer.firstName %} {{ customer.firstName }}{% endif %},',
  subtotal: 'Goods',
  discount: 'Discount',
  shipping: 'Shipping',
  tax: 'Tax',
  rounding: 'Rounding',
  total: 'Total',
  unsubscribe: 'No more messages of this kind',
};

export const words: Readonly<Record<Kind, Words>> = {
  orderPlaced: {
    subject: 'We have your order {{ order.number }}',
    body: ['thank you for your order {{ order.number }} of {{ order.placedAt }}.'],
    goods: true,
    button: 'See your order',
    short:
      '{{ shop.name }}: we have your order {{ order.number }} of {{ order.total }}. {{ link }}',
  },
  orderPaid: {
    subject: 'Payment received for order {{ order.number }}',
    body: ['we have received {{ amount }} for your order {{ order.number }}. Thank you.'],
    button: 'See your order',
    short: '{{ shop.name }}: {{ amount }} received for order {{ order.number }}. Thank you.',
  },
  orderReady: {
    subject: 'Order {{ order.number }} is ready',
    body: [
      'your order {{ order.number }} is ready{% if order.store %} at {{ order.store }}{% endif %}. Please have its number with you.',
    ],
    button: 'See your order',
    short:
      '{{ shop.name }}: order {{ order.number }} is ready{% if order.store %} at {{ order.store }}{% endif %}.',
  },
  orderShipped: {
    subject:
      '{% if shipment.part %}A part of order{% else %}Order{% endif %} {{ order.number }} is on its way{% if shipment.late %}: {{ shipment.trackingNumber }}{% endif %}',
    body: [
      '{% if shipment.part %}a part of {% endif %}your order {{ order.number }} is on its way: {% for line in shipment.lines %}{{ line.quantity }} × {{ line.name }}{% if line.variant %} ({{ line.variant }}){% endif %}{% unless forloop.last %}, {% endunless %}{% endfor %}.{% if shipment.carrier or shipment.trackingNumber %} {{ shipment.carrier }}{% if shipment.carrier and shipment.trackingNumber %}: {% endif %}{{ shipment.trackingNumber }}.{% endif %}',
    ],
    button: 'Follow your order',
    short:
      '{{ shop.name }}: {% if shipment.part %}a part of {% endif %}order {{ order.number }} is on its way.{% if shipment.carrier or shipment.trackingNumber %} {{ shipment.carrier }}{% if shipment.carrier and shipment.trackingNumber %}: {% endif %}{{ shipment.trackingNumber }}.{% endif %}',
  },
  orderDelivered: {
    subject: 'Order {{ order.number }} has arrived',
    body: ['your order {{ order.number }} has been handed over. We hope that you like it.'],
    button: 'See your order',
    short: '{{ shop.name }}: order {{ order.number }} has been handed over.',
  },
  orderCancelled: {
    subject: 'Order {{ order.number }} was cancelled',
    body: [
      'your order {{ order.number }} of {{ order.total }} was cancelled.',
      'What you have paid for it, if anything, goes back the way that it came.',
    ],
    button: 'See your order',
    short: '{{ shop.name }}: order {{ order.number }} was cancelled.',
  },
  orderRefunded: {
    subject: 'Money back for order {{ order.number }}',
    body: [
      'for your order {{ order.number }} we have given back {{ amount }}. Your bank may need some days until you see it.',
    ],
    button: 'See your order',
    short: '{{ shop.name }}: {{ amount }} given back for order {{ order.number }}.',
  },
  verifyEmail: {
    subject: 'Please confirm your e-mail address',
    body: [
      'welcome to {{ shop.name }}. Please confirm that this address is yours.',
      'If you have not opened an account, you need not do anything.',
    ],
    button: 'Confirm the address',
  },
  resetPassword: {
    subject: 'A new password for {{ shop.name }}',
    body: [
      'somebody, probably you, has forgotten the password of your account. With this link you set a new one. It works once, until {{ validUntil }}.',
      'If it was not you, you need not do anything: the password stays as it is.',
    ],
    button: 'Set a new password',
  },
  passwordChanged: {
    subject: 'Your password was changed',
    body: [
      'the password of your account at {{ shop.name }} was changed on {{ happenedAt }}, and everybody who was signed in has been signed out.',
      'If it was not you, ask for a new password at once.',
    ],
  },
  newOrder: {
    subject: 'New order {{ order.number }}: {{ order.total }}',
    body: ['order {{ order.number }} was placed on {{ order.placedAt }}.'],
    goods: true,
  },
  lowStock: {
    subject: 'Low stock: {{ goods.sku }} at {{ goods.store }}',
    body: [
      '{{ goods.name }}{% if goods.variant %} ({{ goods.variant }}){% endif %}, {{ goods.sku }}: {{ goods.available }} left at {{ goods.store }}. The threshold is {{ goods.threshold }}.',
    ],
  },
  paymentFailed: {
    subject: 'A payment failed: order {{ order.number }}',
    body: [
      'a payment of {{ amount }} by {{ payment.method }} for order {{ order.number }} failed{% if payment.reason %}: {{ payment.reason }}{% endif %}.',
    ],
  },
  lateMoney: {
    subject: 'Late money for order {{ order.number }}',
    body: [
      '{{ amount }} came by {{ payment.method }} for order {{ order.number }} after it had been cancelled.',
      '{% if payment.became == "revived" %}Its goods were still there: it is confirmed after all.{% else %}It stays as it is, and the money goes back by itself.{% endif %} The order is now: {{ order.status }}.',
    ],
  },
  paymentReview: {
    subject: 'A payment needs a look',
    body: [
      'a payment{% if order.number %} of order {{ order.number }}{% endif %} needs somebody to look at it{% if payment.reason %}: {{ payment.reason }}{% endif %}. Its page in the admin panel has what the provider said.',
    ],
  },
  webhookDisabled: {
    subject: 'A webhook was switched off',
    body: [
      'nothing is sent to {{ webhook.url }} any more. {{ webhook.reason }} What happens in the shop meanwhile is not kept for it. The page Webhooks in the admin panel switches it on again.',
    ],
  },
  abandonedCart: {
    subject: 'You have left something in your cart',
    body: [
      'these things are still in your cart:{% for line in cart.lines %} {{ line.quantity }} × {{ line.name }}{% unless forloop.last %},{% endunless %}{% endfor %}.',
    ],
    button: 'Back to your cart',
  },
  backInStock: {
    subject: '{{ goods.name }} is back',
    body: [
      '{{ goods.name }}{% if goods.variant %} ({{ goods.variant }}){% endif %} is in stock again. You asked us to tell you.',
    ],
    button: 'Have a look',
  },
  priceDrop: {
    subject: '{{ goods.name }} costs less',
    body: [
      '{{ goods.name }}{% if goods.variant %} ({{ goods.variant }}){% endif %} now costs {{ goods.price }} instead of {{ goods.priceBefore }}. You asked us to tell you.',
    ],
    button: 'Have a look',
  },
};

import type { Kind } from '../kinds';
import type { Labels, Words } from './build';

export const labels: Labels = {
  greeting: 'Habari{% if customer.firstName %} {{ customer.firstName }}{% endif %},',
  subtotal: 'Bidhaa',
  discount: 'Punguzo',
  shipping: 'Usafirishaji',
  tax: 'Kodi',
  rounding: 'Ukadiriaji',
  total: 'Jumla',
  unsubscribe: 'Sitaki tena ujumbe wa aina hii',
};

export const words: Readonly<Record<Kind, Words>> = {
  orderPlaced: {
    subject: 'Tumepokea oda yako {{ order.number }}',
    body: ['asante kwa oda yako {{ order.number }} ya {{ order.placedAt }}.'],
    goods: true,
    button: 'Tazama oda yako',
    short:
      '{{ shop.name }}: tumepokea oda yako {{ order.number }} ya {{ order.total }}. {{ link }}',
  },
  orderPaid: {
    subject: 'Malipo ya oda {{ order.number }} yamepokelewa',
    body: ['tumepokea {{ amount }} kwa oda yako {{ order.number }}. Asante.'],
    button: 'Tazama oda yako',
    short: '{{ shop.name }}: tumepokea {{ amount }} kwa oda {{ order.number }}. Asante.',
  },
  orderReady: {
    subject: 'Oda {{ order.number }} iko tayari',
    body: [
      'oda yako {{ order.number }} iko tayari{% if order.store %} katika {{ order.store }}{% endif %}. Tafadhali uje na nambari yake.',
    ],
    button: 'Tazama oda yako',
    short:
      '{{ shop.name }}: oda {{ order.number }} iko tayari{% if order.store %} katika {{ order.store }}{% endif %}.',
  },
  orderShipped: {
    subject:
      '{% if shipment.part %}Sehemu ya oda{% else %}Oda{% endif %} {{ order.number }} iko njiani{% if shipment.late %}: {{ shipment.trackingNumber }}{% endif %}',
    body: [
      '{% if shipment.part %}sehemu ya {% endif %}oda yako {{ order.number }} iko njiani: {% for line in shipment.lines %}{{ line.quantity }} × {{ line.name }}{% if line.variant %} ({{ line.variant }}){% endif %}{% unless forloop.last %}, {% endunless %}{% endfor %}.{% if shipment.carrier or shipment.trackingNumber %} {{ shipment.carrier }}{% if shipment.carrier and shipment.trackingNumber %}: {% endif %}{{ shipment.trackingNumber }}.{% endif %}',
    ],
    button: 'Fuatilia oda yako',
    short:
      '{{ shop.name }}: {% if shipment.part %}sehemu ya {% endif %}oda {{ order.number }} iko njiani.{% if shipment.carrier or shipment.trackingNumber %} {{ shipment.carrier }}{% if shipment.carrier and shipment.trackingNumber %}: {% endif %}{{ shipment.trackingNumber }}.{% endif %}',
  },
  orderDelivered: {
    subject: 'Oda {{ order.number }} imefika',
    body: ['oda yako {{ order.number }} imekabidhiwa. Tunatumaini utaifurahia.'],
    button: 'Tazama oda yako',
    short: '{{ shop.name }}: oda {{ order.number }} imekabidhiwa.',
  },
  orderCancelled: {
    subject: 'Oda {{ order.number }} imeghairiwa',
    body: [
      'oda yako {{ order.number }} ya {{ order.total }} imeghairiwa.',
      'Kama ulikuwa umelipa, pesa zitarudi kwa njia uliyolipia.',
    ],
    button: 'Tazama oda yako',
    short: '{{ shop.name }}: oda {{ order.number }} imeghairiwa.',
  },
  orderRefunded: {
    subject: 'Umerudishiwa pesa za oda {{ order.number }}',
    body: [
      'tumekurudishia {{ amount }} kwa oda yako {{ order.number }}. Huenda benki ikachukua siku chache kabla uzione.',
    ],
    button: 'Tazama oda yako',
    short: '{{ shop.name }}: umerudishiwa {{ amount }} kwa oda {{ order.number }}.',
  },
  verifyEmail: {
    subject: 'Tafadhali thibitisha barua pepe yako',
    body: [
      'karibu {{ shop.name }}. Tafadhali thibitisha kwamba anwani hii ni yako.',
      'Kama hukufungua akaunti, huhitaji kufanya lolote.',
    ],
    button: 'Thibitisha anwani',
  },
  resetPassword: {
    subject: 'Nenosiri jipya la {{ shop.name }}',
    body: [
      'mtu fulani, pengine wewe, amesahau nenosiri la akaunti yako. Kwa kiungo hiki unaweka jipya. Kinafanya kazi mara moja, hadi {{ validUntil }}.',
      'Kama si wewe, huhitaji kufanya lolote: nenosiri halibadiliki.',
    ],
    button: 'Weka nenosiri jipya',
  },
  passwordChanged: {
    subject: 'Nenosiri lako limebadilishwa',
    body: [
      'nenosiri la akaunti yako ya {{ shop.name }} lilibadilishwa {{ happenedAt }}, na wote waliokuwa wameingia wametolewa.',
      'Kama si wewe, omba nenosiri jipya mara moja.',
    ],
  },
  newOrder: {
    subject: 'Oda mpya {{ order.number }}: {{ order.total }}',
    body: ['oda {{ order.number }} imewekwa {{ order.placedAt }}.'],
    goods: true,
  },
  lowStock: {
    subject: 'Bidhaa inakaribia kuisha: {{ goods.sku }}, {{ goods.store }}',
    body: [
      '{{ goods.name }}{% if goods.variant %} ({{ goods.variant }}){% endif %}, {{ goods.sku }}: zimebaki {{ goods.available }} katika {{ goods.store }}. Kiwango cha chini ni {{ goods.threshold }}.',
    ],
  },
  paymentFailed: {
    subject: 'Malipo yameshindikana: oda {{ order.number }}',
    body: [
      'malipo ya {{ amount }} kwa {{ payment.method }} ya oda {{ order.number }} yameshindikana{% if payment.reason %}: {{ payment.reason }}{% endif %}.',
    ],
  },
  lateMoney: {
    subject: 'Pesa zimechelewa kwa oda {{ order.number }}',
    body: [
      '{{ amount }} zimefika kwa {{ payment.method }} kwa oda {{ order.number }} baada ya kughairiwa.',
      '{% if payment.became == "revived" %}Bidhaa bado zilikuwepo: oda imethibitishwa.{% else %}Oda inabaki ilivyo, na pesa zinarudi zenyewe.{% endif %} Sasa oda iko: {{ order.status }}.',
    ],
  },
  paymentReview: {
    subject: 'Malipo yanahitaji kuangaliwa',
    body: [
      'malipo{% if order.number %} ya oda {{ order.number }}{% endif %} yanahitaji kuangaliwa{% if payment.reason %}: {{ payment.reason }}{% endif %}. Ukurasa wake kwenye paneli una maelezo ya mtoa huduma.',
    ],
  },
  webhookDisabled: {
    subject: 'Webhook imezimwa',
    body: [
      'hakuna kinachotumwa tena kwa {{ webhook.url }}. {{ webhook.reason }} Yanayotokea dukani kwa sasa hayahifadhiwi kwa ajili yake. Ukurasa wa Webhooks kwenye paneli unaiwasha tena.',
    ],
  },
  abandonedCart: {
    subject: 'Umeacha kitu kwenye kikapu chako',
    body: [
      'vitu hivi bado viko kwenye kikapu chako:{% for line in cart.lines %} {{ line.quantity }} × {{ line.name }}{% unless forloop.last %},{% endunless %}{% endfor %}.',
    ],
    button: 'Rudi kwenye kikapu',
  },
  backInStock: {
    subject: '{{ goods.name }} imerudi',
    body: [
      '{{ goods.name }}{% if goods.variant %} ({{ goods.variant }}){% endif %} inapatikana tena. Ulituomba tukujulishe.',
    ],
    button: 'Itazame',
  },
  priceDrop: {
    subject: 'Bei ya {{ goods.name }} imeshuka',
    body: [
      '{{ goods.name }}{% if goods.variant %} ({{ goods.variant }}){% endif %} sasa ni {{ goods.price }} badala ya {{ goods.priceBefore }}. Ulituomba tukujulishe.',
    ],
    button: 'Itazame',
  },
};

import payment from './payment/schema.json';
import paymentExchange from './payment-exchange/schema.json';
import paymentMessage from './payment-message/schema.json';
import paymentOperation from './payment-operation/schema.json';

export default {
  payment: { schema: payment },
  'payment-operation': { schema: paymentOperation },
  'payment-exchange': { schema: paymentExchange },
  'payment-message': { schema: paymentMessage },
};

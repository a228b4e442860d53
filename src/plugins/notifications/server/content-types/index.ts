import message from './message/schema.json';
import messageTemplate from './message-template/schema.json';
import preference from './preference/schema.json';
import settings from './settings/schema.json';
import stockSubscription from './stock-subscription/schema.json';

export default {
  message: { schema: message },
  'message-template': { schema: messageTemplate },
  preference: { schema: preference },
  settings: { schema: settings },
  'stock-subscription': { schema: stockSubscription },
};

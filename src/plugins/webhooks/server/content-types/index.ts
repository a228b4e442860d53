import webhookDelivery from './webhook-delivery/schema.json';
import webhookEndpoint from './webhook-endpoint/schema.json';
import webhookMessage from './webhook-message/schema.json';

export default {
  'webhook-endpoint': { schema: webhookEndpoint },
  'webhook-delivery': { schema: webhookDelivery },
  'webhook-message': { schema: webhookMessage },
};

import boost from './search-boost/schema.json';
import settings from './search-settings/schema.json';
import synonym from './search-synonym/schema.json';

export default {
  'search-boost': { schema: boost },
  'search-settings': { schema: settings },
  'search-synonym': { schema: synonym },
};

import { pageSize } from './lib/page-size';

export default {
  rest: { prefix: '/api', ...pageSize, withCount: true, strictParams: true },
  documents: { strictParams: true },
};

import { faultRoutes } from '../lib/admin';
import { Faults } from '../lib/faults';
import { jsonOf, serve, type Address, type Call, type Emulator } from '../lib/http';
import { Index } from './indices';
import { refusal, unreadable, type Body } from './refusal';
import { search } from './search';

/**
 * As much of an OpenSearch server as the search asks for. It refuses what it does not know, so that a
 * request with a wrong word in it fails here and not in a shop.
 */
export async function openOpensearch(address: Address): Promise<Emulator> {
  const indices = new Map<string, Index>();
  const faults = new Faults(['search', 'bulk', 'create'], { answer: 'search', message: 'bulk' });

  const indexOf = ({ params }: Call): Index =>
    indices.get(params.index ?? '') ?? unreadable(`no such index [${params.index ?? ''}]`);

  return serve(
    address,
    [
      {
        method: 'HEAD',
        path: '/:index',
        work: ({ params }) => ({ status: indices.has(params.index ?? '') ? 200 : 404 }),
      },
      {
        method: 'PUT',
        path: '/:index',
        operation: 'create',
        work: (call) => {
          const name = call.params.index ?? '';
          if (indices.has(name)) {
            return refusal(400, 'resource_already_exists_exception', `[${name}] is there`);
          }
          indices.set(name, new Index(jsonOf(call) ?? unreadable('no JSON')));
          return { status: 200, body: { acknowledged: true, index: name } };
        },
      },
      {
        // As its official library sends it.
        method: 'PUT',
        path: '/:index/_bulk',
        operation: 'bulk',
        work: (call) => ({ status: 200, body: bulk(indexOf(call), call) }),
      },
      {
        method: 'POST',
        path: '/:index/_search',
        operation: 'search',
        work: (call) => ({ status: 200, body: search(indexOf(call), jsonOf(call)) }),
      },
      ...faultRoutes(faults),
    ],
    faults,
    {
      broken: () => refusal(500, 'internal_server_error', 'broken'),
      noSuchRoute: ({ method, path }) =>
        refusal(400, 'illegal_argument_exception', `no handler for [${method} ${path}]`),
    },
  );
}

function bulk(index: Index, { raw, headers }: Call): Body {
  if (!headers['content-type']?.startsWith('application/x-ndjson')) {
    return unreadable('a bulk request is lines of JSON');
  }
  const lines = raw
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Body);
  const items: Body[] = [];
  for (let turn = 0; turn < lines.length; turn += 1) {
    const operation = lines[turn] as Body;
    const source = 'delete' in operation ? undefined : lines[(turn += 1)];
    items.push(index.change(operation, source));
  }
  const errors = items
    .flatMap((item) => Object.values(item) as Body[])
    .some((one) => 'error' in one);
  return { took: 1, errors, items };
}

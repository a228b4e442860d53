/** Longer queries are answered and not kept. */
const LONGEST = 2_000;

/** What a query means that does not say it. */
const DEFAULTS = new Set([
  'pagination[page]=1',
  'pagination[pageSize]=25',
  'pagination[withCount]=true',
  'sort=',
  'sort=id',
  'sort=id:asc',
]);

/** Pages of another kind, beside which a page number is refused. */
const OTHER_PAGES = /^pagination\[(start|limit|after)/;

/**
 * One text for all queries that ask the same: parameters in the order of their names and without what
 * goes without saying. Where an order is asked for, its parts stay as they stand.
 *
 * @param url path and query as they came
 * @returns undefined for one that is not worth keeping, that cannot be read, or of whose parameters only
 *   the parser knows how they go together
 */
export function keyOf(url: string): string | undefined {
  if (url.length > LONGEST) return undefined;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : url.slice(at + 1);
  const plain = path.replace(/^\/api\/v1(?=\/|$)/, '/api');
  const parameters: { name: string; text: string }[] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const text = decoded(part);
    if (text === undefined) return undefined;
    const [name = ''] = text.split('=', 1);
    parameters.push({ name: name.replace(/(^|\[)sort\b.*/, '$1sort'), text });
  }
  const times = new Map<string, number>();
  for (const { name } of parameters) times.set(name, (times.get(name) ?? 0) + 1);
  if (isMixed(times)) return undefined;
  const isOtherPage = parameters.some(({ name }) => OTHER_PAGES.test(name));
  // Beside another of its name, a default is one of several: it does say something.
  const meant = parameters.filter(
    ({ name, text }) => isOtherPage || times.get(name) !== 1 || !DEFAULTS.has(text),
  );
  // Parts with the same name keep their order, which can mean something.
  meant.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  if (meant.length === 0) return plain;
  return JSON.stringify([plain, ...meant.map(({ text }) => text)]);
}

/** Whether a name stands both for a value and for what is below it, as in `fields=name&fields[1]=price`. */
function isMixed(names: ReadonlyMap<string, number>): boolean {
  for (const name of names.keys()) {
    for (let at = name.indexOf('['); at > 0; at = name.indexOf('[', at + 1)) {
      const above = name.slice(0, at);
      if (names.has(above) || (names.has(`${above}[]`) && name !== `${above}[]`)) return true;
    }
  }
  return false;
}

/** Name and value apart, so that an encoded `=` or `&` in a value stays what it is. */
function decoded(part: string): string | undefined {
  const at = part.indexOf('=');
  const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  try {
    const read = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    return at < 0 ? read(name) : `${read(name).replaceAll('=', '\\=')}=${read(value)}`;
  } catch {
    return undefined;
  }
}

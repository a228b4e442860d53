import { useCallback, useEffect, useRef, useState } from 'react';

/** What a page shows of the server, as far as it is here. */
export type Loaded<Value> =
  { state: 'loading' } | { state: 'failed' } | { state: 'here'; value: Value };

/**
 * Loads what a page shows: at once, and anew whenever `load` is another function, so wrap it in
 * `useCallback`. Where several loads are under way, the last one counts.
 *
 * @param version another one loads once more, too; what is shown stays meanwhile
 * @returns `reload` loads once more; what is shown stays meanwhile
 */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  version?: unknown,
): {
  loaded: Loaded<Value>;
  reload: () => Promise<void>;
} {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  const last = useRef(0);
  const reload = useCallback(async () => {
    last.current += 1;
    const turn = last.current;
    setLoaded((shown) => (shown.state === 'failed' ? { state: 'loading' } : shown));
    const next = await load().then(
      (value): Loaded<Value> => ({ state: 'here', value }),
      (): Loaded<Value> => ({ state: 'failed' }),
    );
    if (turn === last.current) setLoaded(next);
  }, [load]);
  useEffect(() => setLoaded({ state: 'loading' }), [load]);
  useEffect(() => void reload(), [reload, version]);
  return { loaded, reload };
}

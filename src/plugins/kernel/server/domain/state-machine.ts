/**
 * A state machine as data: for each state, the states that may follow and who may move it there.
 * A state without followers is final.
 */
export type TransitionTable<State extends string, Actor extends string> = Readonly<
  Record<State, Readonly<Partial<Record<State, readonly Actor[]>>>>
>;

/**
 * Looks a table over.
 *
 * @param initial where every thing begins
 * @returns a sentence for each state that cannot be reached or that leads nowhere final
 */
export function faultsOf<State extends string, Actor extends string>(
  table: TransitionTable<State, Actor>,
  initial: State,
): string[] {
  const states = Object.keys(table) as State[];
  const followers = (state: State) => Object.keys(table[state]) as State[];
  const reachableFrom = (start: State) => {
    const seen = new Set<State>([start]);
    for (const state of seen) followers(state).forEach((next) => seen.add(next));
    return seen;
  };
  const reached = reachableFrom(initial);
  const unreachable = states.filter((state) => !reached.has(state));
  const stuck = states.filter(
    (state) => ![...reachableFrom(state)].some((next) => followers(next).length === 0),
  );
  return [
    ...unreachable.map((state) => `${state} cannot be reached from ${initial}`),
    ...stuck.map((state) => `${state} never comes to an end`),
  ];
}

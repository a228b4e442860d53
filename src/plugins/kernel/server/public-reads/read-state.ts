import type { Context } from 'koa';

/** What was found out about a public read, for whoever keeps its answer. */
export interface ReadState {
  tags: Set<string>;
  /** Whether the answer also changes as time goes by. */
  timed: boolean;
}

interface State {
  read?: ReadState;
}

/** Says what an answer to the public depends on. An answer of which nobody has said so is not kept. */
export function noteRead(
  state: object,
  { tags, timed }: { tags: Iterable<string>; timed: boolean },
) {
  const read = ((state as State).read ??= { tags: new Set(), timed: false });
  for (const each of tags) read.tags.add(each);
  read.timed ||= timed;
}

/** What was said; undefined for an answer that is not the public's. */
export function readOf(ctx: Context): ReadState | undefined {
  return (ctx.state as State).read;
}

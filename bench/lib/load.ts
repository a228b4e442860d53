import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Journey, Lane, Load, LoadResult } from './journey';

/**
 * Plays shoppers from a process of their own.
 *
 * @param wanted how the answers begin that journeys may end with
 * @throws where a journey ended otherwise
 */
export async function play(
  load: Load,
  wanted: readonly string[] = ['200', '201'],
): Promise<LoadResult> {
  const result = await fromProcess(load);
  const other = result.outcomes.filter(
    ({ answer }) => !wanted.some((start) => answer.startsWith(start)),
  );
  const [first] = other;
  if (first === undefined) return result;
  throw new Error(
    `${other.length} of ${result.outcomes.length} ended unlooked-for: ${first.answer}`,
  );
}

function fromProcess(load: Load): Promise<LoadResult> {
  const child = fork(join(__dirname, 'load-process.js'), { serialization: 'advanced' });
  child.send(load);
  return new Promise((done, fail) => {
    child.once('message', (result: LoadResult) => done(result));
    // Comes behind every message. Where there was one this is too late: what settled first stays.
    child.once('disconnect', () => fail(new Error('The load process ended without a result')));
  });
}

/** Journeys dealt out to so many shoppers; their order is kept from lane to lane. */
export function lanesOf(journeys: readonly Journey[], shoppers: number): Lane[] {
  const start = (lane: number) => Math.floor((lane * journeys.length) / shoppers);
  return Array.from({ length: shoppers }, (_, lane) => ({
    journeys: journeys.slice(start(lane), start(lane + 1)),
  }));
}

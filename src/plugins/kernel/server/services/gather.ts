import { apart } from '../sight/activity';

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Does for many what each caller wants done for one: those who call at the same moment, or while an
 * earlier turn is under way, are one turn. Where it fails for many it is done for each alone, so that
 * one that cannot be done spoils no other's; it must bear being done again.
 *
 * @param work does it; gives a result for each item, in the items' order
 * @param most items of a turn
 * @returns what one caller calls
 */
export function gathered<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let working = false;

  const doFor = async (turn: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(turn.map(({ item }) => item));
      // One result an item: the undefined of a type without it.
      turn.forEach(({ resolve }, at) => {
        resolve(results[at] as Result);
      });
    } catch (error) {
      if (turn.length === 1) turn[0]?.reject(error);
      else await Promise.all(turn.map((one) => doFor([one])));
    }
  };

  const workAll = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) await doFor(waiting.splice(0, most));
    working = false;
  };

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // By then everybody has called who goes on from the same answer.
      if (!working && waiting.length === 1) apart(() => setImmediate(() => void workAll()));
    });
}

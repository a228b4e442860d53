/** The sum of amounts of one currency, in its minor units; 0 for none. */
export function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

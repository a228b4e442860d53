/**
 * What brings a total to the next multiple of a step, half up: 0 where it is one, below 0 where it is
 * rounded down.
 *
 * @param total whole minor units from 0
 * @param step minor units from 1; 1 leaves every total as it is
 */
export function roundingOf(total: number, step: number): number {
  const above = total % step;
  if (above === 0) return 0;
  return above * 2 < step ? -above : step - above;
}

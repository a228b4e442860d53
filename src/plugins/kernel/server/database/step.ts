import { channel } from 'node:diagnostics_channel';

/**
 * What every statement of ours passes before it runs. It is told on Node's diagnostics channel
 * `duka.step`, where a tracer may listen, and where the tests listen: they end the process between
 * two statements, or hold one call up there while another runs.
 */
export interface Step {
  /**
   * The statement's name, such as `orders.insert`. `<name>:commit` and `<name>:answer` are the points
   * before and after the commit of a transaction that ended with that statement.
   */
  readonly name: string;
  /** Set by a listener that holds the step up until then. */
  until?: Promise<void>;
}

const steps = channel('duka.step');

/**
 * Tells whoever listens that a step is about to be made. Without a listener it costs nothing.
 *
 * @returns what the step must wait for, where somebody holds it up
 */
export function pass(name: string): Promise<void> | undefined {
  if (!steps.hasSubscribers) return undefined;
  const step: Step = { name };
  steps.publish(step);
  return step.until;
}

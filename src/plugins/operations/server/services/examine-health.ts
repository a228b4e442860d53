import type { Core } from '@strapi/strapi';
import { healthChecksOf, type Health, type HealthCheck } from '../../../kernel/server/contract';
import { withinTime } from './within-time';

const LONGEST_MS = 2_000;

interface Examined {
  state: Health['state'];
  /** What the check took. */
  ms: number;
  [fact: string]: string | number | boolean | null;
}

/** Makes all checks at once. The whole is as well as the worst of them. */
export async function examineHealth(
  strapi: Core.Strapi,
): Promise<{ status: Health['state']; checks: Record<string, Examined> }> {
  const examined = await Promise.all(
    healthChecksOf(strapi).map(async (check) => [check.name, await examine(check)] as const),
  );
  const states = examined.map(([, { state }]) => state);
  const status = (['down', 'degraded'] as const).find((state) => states.includes(state)) ?? 'up';
  return { status, checks: Object.fromEntries(examined) };
}

async function examine({ check }: HealthCheck): Promise<Examined> {
  const began = performance.now();
  const timed = ({ state, facts }: Health): Examined => ({
    state,
    ms: Math.round((performance.now() - began) * 10) / 10,
    ...facts,
  });
  try {
    return timed(await withinTime(LONGEST_MS, check));
  } catch (error) {
    return timed({ state: 'down', facts: { error: (error as Error).message } });
  }
}

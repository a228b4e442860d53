import type { Core } from '@strapi/strapi';

/** How something is that the shop needs. `degraded`: it works, or works without it, but look at it. */
export interface Health {
  state: 'up' | 'degraded' | 'down';
  /** What an operator wants to know besides; nothing secret. */
  facts?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface HealthCheck {
  name: string;
  /** One that throws, or takes longer than two seconds, is down. */
  check(): Health | Promise<Health>;
}

const registered = new WeakMap<Core.Strapi, HealthCheck[]>();

/** Has something shown on `/health/detailed`. Call it in a plugin's `register` or `bootstrap`. */
export function healthCheck(strapi: Core.Strapi, check: HealthCheck): void {
  registered.set(strapi, [...healthChecksOf(strapi), check]);
}

/** The checks of all plugins. */
export function healthChecksOf(strapi: Core.Strapi): readonly HealthCheck[] {
  return registered.get(strapi) ?? [];
}

import type { Core } from '@strapi/strapi';
import type { Activity } from './activity';
import { Distribution } from './distribution';
import { metric } from './metrics';

/** Seconds, from what a cached read takes to what nobody waits for. */
const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface RouteTraffic {
  labels: { method: string; route: string };
  statuses: Map<number, number>;
  durations: Distribution;
  statements: number;
  sqlMilliseconds: number;
}

/** Counts requests by method and route; plain additions, for every request goes through here. */
export class Traffic {
  private readonly methods = new Map<string, Map<string, RouteTraffic>>();

  count(
    { method, route, status, milliseconds }: ServedRequest,
    { statements, sqlMilliseconds }: Activity,
  ): void {
    const traffic = this.methods.get(method)?.get(route) ?? this.open(method, route);
    traffic.statuses.set(status, (traffic.statuses.get(status) ?? 0) + 1);
    traffic.durations.observe(milliseconds / 1_000);
    traffic.statements += statements;
    traffic.sqlMilliseconds += sqlMilliseconds;
  }

  all(): RouteTraffic[] {
    return [...this.methods.values()].flatMap((routes) => [...routes.values()]);
  }

  private open(method: string, route: string): RouteTraffic {
    const traffic = {
      labels: { method, route },
      statuses: new Map<number, number>(),
      durations: new Distribution(DURATIONS),
      statements: 0,
      sqlMilliseconds: 0,
    };
    const routes = this.methods.get(method) ?? new Map<string, RouteTraffic>();
    this.methods.set(method, routes.set(route, traffic));
    return traffic;
  }
}

export interface ServedRequest {
  method: string;
  /** The route's template, such as `/api/cart/items/:itemId`. */
  route: string;
  status: number;
  milliseconds: number;
}

/** Opens the count of this process's requests and has it shown. */
export function openTraffic(strapi: Core.Strapi): Traffic {
  const traffic = new Traffic();
  metric(strapi, {
    name: 'duka_http_requests_total',
    help: 'Requests answered, by route template and status.',
    type: 'counter',
    labels: ['method', 'route', 'status'],
    collect: () =>
      traffic
        .all()
        .flatMap(({ labels, statuses }) =>
          [...statuses].map(([status, value]) => ({ labels: { ...labels, status }, value })),
        ),
  });
  metric(strapi, {
    name: 'duka_http_request_duration_seconds',
    help: 'Time from the request to its answer.',
    type: 'histogram',
    labels: ['method', 'route'],
    collect: () => traffic.all().map(({ labels, durations: value }) => ({ labels, value })),
  });
  metric(strapi, {
    name: 'duka_http_request_sql_statements_total',
    help: 'SQL statements run for requests; divide by duka_http_requests_total.',
    type: 'counter',
    labels: ['method', 'route'],
    collect: () => traffic.all().map(({ labels, statements: value }) => ({ labels, value })),
  });
  metric(strapi, {
    name: 'duka_http_request_sql_seconds_total',
    help: 'Time that requests waited for SQL statements, those that ran at once each for itself.',
    type: 'counter',
    labels: ['method', 'route'],
    collect: () =>
      traffic
        .all()
        .map(({ labels, sqlMilliseconds }) => ({ labels, value: sqlMilliseconds / 1_000 })),
  });
  return traffic;
}

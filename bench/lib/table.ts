import type { Cost } from './meter';

const COLUMNS = ['', '/s', 'p50 ms', 'p99 ms', 'server ms', 'PostgreSQL ms', 'driver ms', 'SQL'];

/** A line of costs, under the line that `costHeader` gives. */
export function costLine(name: string, cost: Cost): string {
  const { perSecond, p50, p99, server, postgres, driver, statements } = cost;
  return align([
    name,
    perSecond.toFixed(1),
    p50.toFixed(1),
    p99.toFixed(1),
    server.toFixed(2),
    postgres.toFixed(2),
    driver.toFixed(2),
    statements.toFixed(1),
  ]);
}

export function costHeader(): string {
  return align(COLUMNS);
}

function align(cells: readonly string[]): string {
  return cells
    .map((cell, turn) =>
      turn === 0 ? cell.padEnd(36) : cell.padStart((COLUMNS[turn] ?? '').length + 2).padStart(9),
    )
    .join('');
}

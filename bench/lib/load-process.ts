import { randomUUID } from 'node:crypto';
import { HttpConnection, type HttpAnswer } from './http-connection';
import type { Call, Journey, Lane, Load, LoadResult, Outcome } from './journey';

const ITEM = '{"id":"';

/** The process that plays the shoppers, so that what they cost is not counted as the server's. */
process.once('message', (load: Load) => {
  play(load).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function play({ url, lanes }: Load): Promise<LoadResult> {
  const connections = await Promise.all(lanes.map(() => HttpConnection.open(url)));
  const cpu = process.cpuUsage();
  const start = performance.now();
  const outcomes = await Promise.all(
    connections.map((connection, turn) => walk(connection, lanes[turn])),
  );
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  connections.forEach((connection) => connection.close());
  return { seconds, driver: (user + system) / 1_000, outcomes: outcomes.flat() };
}

async function walk(connection: HttpConnection, lane: Lane | undefined): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const journey of lane?.journeys ?? []) {
    outcomes.push(await travel(connection, lane?.token, journey));
  }
  return outcomes;
}

async function travel(
  connection: HttpConnection,
  token: string | undefined,
  journey: Journey,
): Promise<Outcome> {
  const start = performance.now();
  let { cartToken, item } = journey;
  let answer: HttpAnswer = { status: 0, body: '', cartToken: undefined };
  for (const call of journey.calls) {
    answer = await connection.send(
      call.method,
      call.path.replace('{item}', item ?? ''),
      headersOf(call, token, cartToken),
      call.body === undefined ? undefined : JSON.stringify(call.body),
    );
    if (answer.status >= 300) break;
    if (token === undefined) cartToken = answer.cartToken ?? cartToken;
    item = lastItemOf(answer.body) ?? item;
  }
  const milliseconds = performance.now() - start;
  return { milliseconds, cartToken, item, answer: describe(answer) };
}

/** The answer is not read whole, because the driver's cost would be missing on the server's cores. */
function lastItemOf(body: string): string | undefined {
  const start = body.lastIndexOf(ITEM);
  return start < 0
    ? undefined
    : body.slice(start + ITEM.length, body.indexOf('"', start + ITEM.length));
}

function headersOf(call: Call, token: string | undefined, cartToken: string | undefined) {
  return {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(cartToken === undefined ? {} : { 'X-Cart-Token': cartToken }),
    ...(call.keyed ? { 'Idempotency-Key': randomUUID() } : {}),
  };
}

function describe({ status, body }: HttpAnswer): string {
  if (status < 300) return String(status);
  return `${status} ${/"code":"([A-Z_]+)"/.exec(body)?.[1] ?? body.slice(0, 300)}`;
}

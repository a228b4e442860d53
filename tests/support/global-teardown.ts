import { once } from 'node:events';

/** Ends the holder of the tests' PostgreSQL, and with its last user the server. */
export default async function globalTeardown(): Promise<void> {
  const holder = globalThis.postgresHolder;
  if (!holder?.connected) return;
  const ended = once(holder, 'exit');
  holder.disconnect();
  await ended;
}

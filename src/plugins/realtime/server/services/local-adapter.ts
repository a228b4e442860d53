import { SessionAwareAdapter } from 'socket.io-adapter';

type Session = Awaited<ReturnType<SessionAwareAdapter['restoreSession']>>;
type Namespace = ConstructorParameters<typeof SessionAwareAdapter>[0];

/**
 * The adapter of the sockets of this process: what a client missed while it was away for a short time is
 * sent to it when it comes back, unless what it may hear of is no longer the same.
 *
 * @param mayStill whether the client of a kept session may be in the rooms that it was in
 */
export function recheckedAdapter(
  mayStill: (session: Session) => Promise<boolean>,
): (namespace: Namespace) => SessionAwareAdapter {
  class RecheckedAdapter extends SessionAwareAdapter {
    override async restoreSession(pid: string, offset: string): Promise<Session> {
      // What Socket.IO calls "none" is null, which its types do not know.
      const none = null as unknown as Session;
      const session = (await super.restoreSession(pid, offset)) as Session | null;
      if (session === null || !(await mayStill(session))) return none;
      // Once more, for what was sent while that was asked.
      return super.restoreSession(pid, offset);
    }
  }
  return (namespace) => new RecheckedAdapter(namespace);
}

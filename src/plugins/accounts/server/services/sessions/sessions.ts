import type { Core } from '@strapi/strapi';
import { databaseOf, publish, Refusal, type Transaction } from '../../../../kernel/server/contract';
import { readSessionToken } from '../../domain/session-token';
import { endFamily } from '../../sql/end-family';
import { endSessionsOf } from '../../sql/end-sessions-of';
import { lockSessions } from '../../sql/lock-sessions';
import { sessionStatus } from '../../sql/session-status';
import { sessionSecretOf } from '../users-permissions';
import { customerSessions } from './session-manager';

/** What a sign-in gives: the contract's `token` (short-lived) and `refreshToken`. */
export interface SessionTokens {
  token: string;
  refreshToken: string;
}

const spent = () =>
  new Refusal('INVALID_TOKEN', 'This refresh token is not valid, or no longer. Sign in again.');

/** Opens a session of a customer. */
export async function openSession(strapi: Core.Strapi, userId: number): Promise<SessionTokens> {
  const sessions = customerSessions(strapi);
  const refresh = await sessions.generateRefreshToken(String(userId), undefined);
  return { token: await accessTokenOf(strapi, refresh.token), refreshToken: refresh.token };
}

/**
 * Exchanges a refresh token for a new pair. One exchange of a customer runs at a time in all processes;
 * a token that has been exchanged before is in two hands, so its whole family is ended. Strapi's own
 * rotation does neither.
 *
 * @throws Refusal INVALID_TOKEN (401)
 */
export async function rotateSession(
  strapi: Core.Strapi,
  refreshToken: string,
): Promise<SessionTokens> {
  const claims = claimsOf(strapi, refreshToken);
  if (claims === undefined) throw spent();
  const { sessionId, userId } = claims;
  const rotated = await databaseOf(strapi).transaction(async (tx) => {
    await tx.query(lockSessions, [userId]);
    const [session] = await tx.query(sessionStatus, [sessionId]);
    if (session?.status === 'rotated') {
      await tx.query(endFamily, [sessionId]);
      await tellEnded(tx, userId);
    }
    if (session?.status !== 'active') return undefined;
    const result = await customerSessions(strapi).rotateRefreshToken(refreshToken, tx);
    return 'token' in result ? result.token : undefined;
  });
  if (rotated === undefined) throw spent();
  return { token: await accessTokenOf(strapi, rotated), refreshToken: rotated };
}

/** Ends a session with every token of its family when the transaction commits. */
export async function endSession(
  tx: Transaction,
  { userId, sessionId }: { userId: number; sessionId: string },
): Promise<void> {
  await tx.query(lockSessions, [userId]);
  await tx.query(endFamily, [sessionId]);
  await tellEnded(tx, userId);
}

/** Ends every session of a customer when the transaction commits. */
export async function endAllSessions(tx: Transaction, userId: number): Promise<void> {
  await tx.query(lockSessions, [userId]);
  await tx.query(endSessionsOf, [userId]);
  await tellEnded(tx, userId);
}

function tellEnded(tx: Transaction, userId: number): Promise<void> {
  return publish(tx, [{ event: 'session.ended', subject: String(userId), payload: { userId } }]);
}

async function accessTokenOf(strapi: Core.Strapi, refreshToken: string): Promise<string> {
  const access = await customerSessions(strapi).generateAccessToken(refreshToken);
  if ('token' in access) return access.token;
  throw spent();
}

/** What a refresh token says that we have signed, also one that is spent. */
function claimsOf(strapi: Core.Strapi, refreshToken: string) {
  const claims = readSessionToken(refreshToken, sessionSecretOf(strapi));
  return claims?.type === 'refresh' ? claims : undefined;
}

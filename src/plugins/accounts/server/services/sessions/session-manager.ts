import type { Core, Modules } from '@strapi/strapi';
import { z } from 'zod';
import { clockOf, databaseOf, type Queryable } from '../../../../kernel/server/contract';
import { readSessionToken, signSessionToken, type SessionClaims } from '../../domain/session-token';
import { insertSession, type SessionRow } from '../../sql/insert-session';
import { liveSession } from '../../sql/live-session';
import { rotateSession } from '../../sql/rotate-session';

type Manager = Modules.SessionManager.SessionManagerService;
type Strapis = Modules.SessionManager.OriginSessionManagerService;

/** What Strapi says of who signs in: `admin`, `users-permissions`. Lengths are in seconds. */
const originSettings = z.object({
  jwtSecret: z.string(),
  accessTokenLifespan: z.number(),
  maxRefreshTokenLifespan: z.number(),
  idleRefreshTokenLifespan: z.number(),
  maxSessionLifespan: z.number(),
  idleSessionLifespan: z.number(),
  algorithm: z.literal('HS256').optional(),
  // Strapi's own settings have this one, and leave it out again.
  jwtOptions: z.strictObject({ expiresIn: z.unknown() }).partial(),
});

type OriginSettings = z.output<typeof originSettings>;

const REFUSED = { error: 'invalid_refresh_token' };

/**
 * Puts sessions of customers and of staff under the database's clock, on every route. Strapi's own manager
 * writes and judges their ends by the clock of the process: of two servers whose clocks differ the one
 * would refuse what the other has given, or take it for too long. The rest of it stays Strapi's.
 */
export function keepSessionsByDatabaseClock(strapi: Core.Strapi): void {
  const strapis = strapi.sessionManager;
  const origins = new Map<string, OriginSettings>();
  const manager: Manager = Object.assign(
    (origin: string) => {
      const settings = origins.get(origin);
      if (settings === undefined) throw new Error(`Nobody has defined sessions of ${origin}.`);
      return new OriginSessions(strapi, strapis(origin), origin, settings);
    },
    {
      generateSessionId: () => strapis.generateSessionId(),
      defineOrigin(origin: string, config: unknown) {
        origins.set(origin, originSettings.parse(config));
      },
      hasOrigin: (origin: string) => origins.has(origin),
    },
  );
  // Strapi's container gives a name once; everybody asks by this one.
  Object.defineProperty(strapi, 'sessionManager', { value: manager });
}

/** Sessions that can be carried on in a transaction of ours. */
interface CustomerSessions extends Strapis {
  rotateRefreshToken(
    refreshToken: string,
    db?: Queryable,
  ): ReturnType<Strapis['rotateRefreshToken']>;
}

/** The sessions of customers. */
export function customerSessions(strapi: Core.Strapi): CustomerSessions {
  return strapi.sessionManager('users-permissions');
}

/** The sessions of one origin, as Strapi's own manager has them. */
class OriginSessions implements CustomerSessions {
  constructor(
    private readonly strapi: Core.Strapi,
    private readonly strapis: Strapis,
    private readonly origin: string,
    private readonly settings: OriginSettings,
  ) {}

  async generateRefreshToken(
    userId: string,
    deviceId: string | undefined,
    { type = 'refresh', metadata }: Parameters<Strapis['generateRefreshToken']>[2] = {},
  ) {
    const { settings } = this;
    const sessionId = this.strapi.sessionManager.generateSessionId();
    const [row] = await databaseOf(this.strapi).query(insertSession, [
      userId,
      sessionId,
      deviceId ?? null,
      this.origin,
      type,
      metadata === undefined ? null : JSON.stringify(metadata),
      type === 'refresh' ? settings.idleRefreshTokenLifespan : settings.idleSessionLifespan,
      type === 'refresh' ? settings.maxRefreshTokenLifespan : settings.maxSessionLifespan,
    ]);
    if (row === undefined) throw new Error('The session was not written.');
    return this.refreshTokenOf(sessionId, row);
  }

  /** @param db the transaction that it belongs to, where there is one */
  async rotateRefreshToken(refreshToken: string, db: Queryable = databaseOf(this.strapi)) {
    const claims = this.read(refreshToken, 'refresh');
    if (claims === undefined) return REFUSED;
    const childId = this.strapi.sessionManager.generateSessionId();
    const [row] = await db.query(rotateSession, [
      claims.sessionId,
      this.origin,
      String(claims.userId),
      childId,
      this.settings.idleRefreshTokenLifespan,
      this.settings.idleSessionLifespan,
    ]);
    return row === undefined ? REFUSED : { ...this.refreshTokenOf(childId, row), type: row.type };
  }

  async generateAccessToken(refreshToken: string) {
    const session = await this.sessionOf(refreshToken);
    if (session === undefined) return REFUSED;
    const { accessTokenLifespan, jwtSecret } = this.settings;
    const claims = {
      userId: session.claims.userId,
      sessionId: session.claims.sessionId,
      type: 'access' as const,
      iat: session.now,
      exp: session.now + accessTokenLifespan,
    };
    return { token: signSessionToken(claims, jwtSecret) };
  }

  validateAccessToken(token: string): ReturnType<Strapis['validateAccessToken']> {
    const claims = this.read(token, 'access');
    if (claims === undefined || claims.exp * 1_000 <= clockOf(this.strapi).now()) {
      return { isValid: false, payload: null };
    }
    const { userId, ...rest } = claims;
    return { isValid: true, payload: { ...rest, userId: String(userId), type: 'access' } };
  }

  async validateRefreshToken(refreshToken: string) {
    const session = await this.sessionOf(refreshToken);
    if (session === undefined) return { isValid: false as const };
    const { userId, sessionId } = session.claims;
    return { isValid: true as const, userId: String(userId), sessionId };
  }

  async isSessionActive(sessionId: string) {
    const rows = await databaseOf(this.strapi).query(liveSession, [sessionId, this.origin]);
    return rows.length > 0;
  }

  invalidateRefreshToken(userId: string, deviceId?: string) {
    return this.strapis.invalidateRefreshToken(userId, deviceId);
  }

  listSessions(userId: string) {
    return this.strapis.listSessions(userId);
  }

  revokeSessionById(userId: string, sessionId: string) {
    return this.strapis.revokeSessionById(userId, sessionId);
  }

  /** The session that a refresh token can still carry on. */
  private async sessionOf(refreshToken: string) {
    const claims = this.read(refreshToken, 'refresh');
    if (claims === undefined) return undefined;
    const { sessionId, userId } = claims;
    const [row] = await databaseOf(this.strapi).query(liveSession, [sessionId, this.origin]);
    if (row?.status !== 'active' || row.user_id !== String(userId)) return undefined;
    return { claims, now: row.now };
  }

  private read(token: string, type: SessionClaims['type']): SessionClaims | undefined {
    const claims = readSessionToken(token, this.settings.jwtSecret);
    return claims?.type === type ? claims : undefined;
  }

  private refreshTokenOf(sessionId: string, row: SessionRow) {
    const claims = {
      userId: Number(row.user_id),
      sessionId,
      type: 'refresh' as const,
      iat: Math.floor(row.created_at.getTime() / 1_000),
      exp: Math.floor(row.expires_at.getTime() / 1_000),
    };
    return {
      token: signSessionToken(claims, this.settings.jwtSecret),
      sessionId,
      absoluteExpiresAt: row.absolute_expires_at.toISOString(),
    };
  }
}

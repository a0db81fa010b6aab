import type { Request } from 'express';
import type { SessionData, Store } from 'express-session';
import { WorkspaceChoice } from '../domain/access/reach.js';

declare module 'express-session' {
  interface SessionData {
    /** Names the session to its owner; the secret session id stays in the cookie. */
    publicId: string;
    userId: string;
    activeWorkspace: WorkspaceChoice;
    createdAt: string;
    lastSeenAt: string;
    address: string;
    userAgent: string;
  }
}

/** express-session adds it to every store. */
type SessionStore = Store & { generate(request: Request): void };

type SignedInSession = Omit<SessionData, 'cookie'>;

interface Beginning {
  /** The id that this one takes the place of. */
  renews?: string;
}

const beginnings = new WeakMap<object, Beginning>();

/** Set while a session is stored for the first time under its id; all other writes are of one that has to be there. */
export const beginningOf = (session: object): Beginning | undefined => beginnings.get(session);

/** Ends the session id that the client sent and gives it a new one that holds `data`. */
export async function startSession(request: Request, data: SignedInSession): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error?: Error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  await begin(request, data, {});
}

/**
 * A new id for the same session, after a right password (OWASP ASVS 7.2.4).
 * @throws UnauthenticatedError when the session has been ended meanwhile.
 */
export async function renewSession(request: Request): Promise<void> {
  const { sessionID: renews } = request;
  const { publicId, userId, activeWorkspace, createdAt, lastSeenAt, address, userAgent } =
    request.session as SignedInSession;
  (request.sessionStore as SessionStore).generate(request);
  await begin(request, { publicId, userId, activeWorkspace, createdAt, lastSeenAt, address, userAgent }, { renews });
}

async function begin(request: Request, data: SignedInSession, beginning: Beginning): Promise<void> {
  Object.assign(request.session, data);
  beginnings.set(request.session, beginning);
  await saveSession(request);
  beginnings.delete(request.session);
}

export const saveSession = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.save((error?: Error) => {
      if (error) reject(error);
      else resolve();
    });
  });

export const endSession = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.destroy((error?: Error) => {
      if (error) reject(error);
      else resolve();
    });
  });

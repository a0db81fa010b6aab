import type { Request } from 'express';
import type { SessionData } from 'express-session';
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

type SignedInSession = Omit<SessionData, 'cookie'>;

/** Ends the session id that the client sent and gives it a new one that holds `data`. */
export async function startSession(request: Request, data: SignedInSession): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error?: Error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  Object.assign(request.session, data);
  await saveSession(request);
}

/** A new id for the same session, after a right password (OWASP ASVS 7.2.4). */
export async function renewSession(request: Request): Promise<void> {
  const { publicId, userId, activeWorkspace, createdAt, lastSeenAt, address, userAgent } =
    request.session as SignedInSession;
  await startSession(request, { publicId, userId, activeWorkspace, createdAt, lastSeenAt, address, userAgent });
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

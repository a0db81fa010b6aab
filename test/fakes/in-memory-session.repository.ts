import { SessionListing, SessionRepository } from '../../src/modules/auth/domain/session.repository.js';

export class InMemorySessionRepository extends SessionRepository {
  private sessions: (SessionListing & { userId: string })[] = [];

  begin(userId: string, id: string, at = new Date('2026-11-25T08:00:00Z')): void {
    this.sessions.push({ userId, id, createdAt: at, lastSeenAt: at, address: '192.0.2.1', userAgent: 'a browser' });
  }

  override list(userId: string): Promise<SessionListing[]> {
    const own = this.sessions.filter((session) => session.userId === userId);
    return Promise.resolve(own.map(({ userId: _owner, ...listing }) => listing));
  }

  override end(userId: string, id: string): Promise<boolean> {
    const before = this.sessions.length;
    this.sessions = this.sessions.filter((session) => session.userId !== userId || session.id !== id);
    return Promise.resolve(this.sessions.length < before);
  }

  override endAllBut(userId: string, id: string | undefined): Promise<void> {
    this.sessions = this.sessions.filter((session) => session.userId !== userId || session.id === id);
    return Promise.resolve();
  }
}

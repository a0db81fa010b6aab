import { afterAll, beforeAll, describe, test } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { waitUntil } from '../../../src/database/embedded/wait-until.js';
import { addMember, PASSWORD, Person, registerOwner, signIn, startApp, TestApp } from '../../support/app.js';

describe('a session that has ended', () => {
  let test_: TestApp;
  let owner: Person;
  let blocker: pg.Client;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    blocker = new pg.Client(test_.database.url);
    await blocker.connect();
  });

  afterAll(async () => {
    await blocker.end();
    await test_.close();
  });

  const isWaiting = async (): Promise<boolean> => {
    const waiting = await test_.database.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return waiting.length > 0;
  };

  /** A request that has read its session and writes it back after `meanwhile`. */
  const whileARequestIsUnderWay = async (person: Person, meanwhile: () => Promise<unknown>): Promise<void> => {
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM members WHERE user_id = $1 FOR UPDATE', [person.userId]);
    const underWay = person.agent.put('/api/1.0/auth/session/active-workspace').send({ workspace_id: 'all' });
    const answered = underWay.then(({ status }) => status);
    await waitUntil(isWaiting);
    await meanwhile();
    await blocker.query('COMMIT');
    await answered;
  };

  test('AC-05 does not come back when a request was under way: a password was changed elsewhere', async () => {
    const elsewhere = await signIn(test_.server, owner.email);
    const password = 'another good battery';
    await whileARequestIsUnderWay(elsewhere, () =>
      owner.agent.put('/api/1.0/auth/password').send({ current_password: PASSWORD, password }).expect(204),
    );
    await elsewhere.agent.get('/api/1.0/auth/session').expect(401);
    await owner.agent
      .put('/api/1.0/auth/password')
      .send({ current_password: password, password: PASSWORD })
      .expect(204);
  });

  test('AC-04 does not come back when a request was under way: the password was typed again', async () => {
    const { headers } = await request(test_.server)
      .post('/api/1.0/auth/login')
      .send({ email: owner.email, password: PASSWORD })
      .expect(200);
    const [cookie = ''] = (headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0] ?? '');
    const old = request.agent(test_.server).set('Cookie', cookie);
    await whileARequestIsUnderWay({ ...owner, agent: old }, () =>
      request(test_.server).post('/api/1.0/tokens').set('Cookie', cookie).send({ password: PASSWORD }).expect(201),
    );
    await request(test_.server).get('/api/1.0/auth/session').set('Cookie', cookie).expect(401);
  });

  test('AC-05 stays ended when a suspended member becomes active again', async () => {
    const member = await addMember(test_.server, owner);
    const setStatus = (status: string) =>
      owner.agent.patch(`/api/1.0/members/${member.userId}`).send({ status }).expect(200);
    await setStatus('suspended');
    await setStatus('active');
    await member.agent.get('/api/1.0/auth/session').expect(401);
    await signIn(test_.server, member.email);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { addMember, PASSWORD, Person, registerOwner, startApp, TestApp, upgrade } from '../../support/app.js';
import { Application, formFields, registerApplication, tokensOf } from '../../support/oauth.js';

const API_KEYS = '/app/api-integration/api-keys';
const DAY = 86_400;

/** The page's own text, without tags. */
const wordsOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the page of an application', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
  });

  afterAll(() => test_.close());

  const page = async ({ id }: Application, more = '', person = owner): Promise<string> => {
    const { text } = await person.agent
      .get(`${API_KEYS}?application=${id}${more}`)
      .set('Accept', 'text/html')
      .expect(200);
    return text;
  };

  const post = async (path: string, fields: object, person = owner) => {
    const { text } = await person.agent.get(API_KEYS).set('Accept', 'text/html').expect(200);
    const { _csrf } = formFields(text);
    return person.agent
      .post(`${API_KEYS}/applications/${path}`)
      .set('Accept', 'text/html')
      .type('form')
      .send({ _csrf, ...fields });
  };

  const secretsOf = async ({ id }: Application): Promise<{ id: string; expires_at: string | null }[]> =>
    (await owner.agent.get(`/api/1.0/oauth-clients/${id}`).expect(200)).body.data.secrets;

  const issue = (application: Application, fields: object = {}, person = owner) =>
    post(`${application.id}/secrets`, { password: PASSWORD, ...fields }, person);

  test('tells its owner how it is used', async () => {
    const application = await registerApplication(owner);
    expect(wordsOf(await page(application))).toMatch(/Active approvals None Last used Never Requests, 30 days 0 /);
    const { access_token: token } = await tokensOf(test_.server, owner, application);
    await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`).expect(200);
    const deadline = Date.now() + 10_000;
    let words = '';
    while (!words.includes('30 days 1 ') && Date.now() < deadline) words = wordsOf(await page(application));
    expect(words).toMatch(/Active approvals 1 by 1 person Last used Just now Requests, 30 days 1 /);
  });

  describe('New secret', () => {
    test('is a form that asks for the password and how long the earlier ones go on', async () => {
      const application = await registerApplication(owner);
      const closed = await page(application);
      expect(closed).toContain(`href="${API_KEYS}?application=${application.id}&amp;new=secret"`);
      expect(closed).not.toContain('expire_previous_in_hours');
      const open = await page(application, '&new=secret');
      expect(open).toContain(`action="${API_KEYS}/applications/${application.id}/secrets"`);
      expect(
        [...open.matchAll(/name="expire_previous_in_hours" value="(\d+)"( checked)?/g)].map(([, hours, on]) => [
          hours,
          !!on,
        ]),
      ).toEqual([
        ['24', true],
        ['168', false],
        ['0', false],
      ]);
    });

    test.each([
      ['0', undefined],
      ['24', 1],
      ['168', 7],
      ['999', 1],
    ])('with %s hours shows it in this one answer', async (hours, days) => {
      const application = await registerApplication(owner);
      const { status, text, headers } = await issue(application, { expire_previous_in_hours: hours });
      expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
      const secret = /tls_[A-Za-z0-9]{40}/.exec(text)?.[0] ?? '';
      expect(secret).not.toBe('');
      expect(wordsOf(text)).toContain(
        days === undefined ? 'Earlier secrets Stopped working' : 'Earlier secrets Work until',
      );
      expect(await page(application)).not.toContain(secret);
      const [newest, ...earlier] = await secretsOf(application);
      expect(newest?.expires_at).toBeNull();
      const end = new Date(test_.clock.now().getTime() + (days ?? 0) * DAY * 1000).toISOString();
      expect(earlier.map((it) => it.expires_at)).toEqual(days === undefined ? [] : [end]);
    });

    test('a wrong password keeps the choice, not the password', async () => {
      const application = await registerApplication(owner);
      const { status, text } = await issue(application, {
        password: 'not my password',
        expire_previous_in_hours: '168',
      });
      expect(status).toBe(422);
      expect(text).toMatch(/name="expire_previous_in_hours" value="168" checked/);
      expect(text).toMatch(/id="secret-password-error"/);
      expect(text).not.toContain('not my password');
      expect(await secretsOf(application)).toHaveLength(1);
    });

    test('is not there for a public application', async () => {
      const application = await registerApplication(owner, { confidential: false });
      for (const query of ['', '&new=secret']) expect(await page(application, query)).not.toMatch(/secrets/);
      const { status, text } = await issue(application);
      expect([status, text]).toEqual([409, expect.not.stringMatching(/tls_[A-Za-z0-9]{40}/)]);
    });
  });

  describe('the list of secrets', () => {
    test('says which work, which end soon and which have ended', async () => {
      const application = await registerApplication(owner);
      await issue(application, { expire_previous_in_hours: '24' });
      await issue(application, { expire_previous_in_hours: '168' });
      expect(wordsOf(await page(application))).toMatch(/Active .* In 7 days .* In 1 day /);
      test_.clock.advance(DAY);
      expect(wordsOf(await page(application))).toMatch(/Active .* In 6 days .* Expired /);
    });

    test('offers no way to delete the last one that works', async () => {
      const application = await registerApplication(owner);
      const [only] = await secretsOf(application);
      const ask = `&delete_secret=${only!.id}`;
      for (const query of ['', ask]) expect(await page(application, query)).not.toContain('delete_secret');
      const { status } = await post(`${application.id}/secrets/${only!.id}/delete`, {});
      expect(status).toBe(409);
      await issue(application);
      expect(await page(application, ask)).toContain('Delete secret');
    });

    test('deletes one after a question that tells what is left', async () => {
      const application = await registerApplication(owner);
      await issue(application);
      const [newest, oldest] = await secretsOf(application);
      expect(wordsOf(await page(application, `&delete_secret=${newest!.id}`))).toContain(
        'What is left works only until',
      );
      const question = await page(application, `&delete_secret=${oldest!.id}`);
      expect(wordsOf(question)).toContain('Nobody can bring it back');
      const path = `${application.id}/secrets/${oldest!.id}/delete`;
      expect(question).toContain(`action="${API_KEYS}/applications/${path}"`);
      const { status, headers } = await post(path, {});
      expect([status, headers['location']]).toEqual([
        303,
        `${API_KEYS}?application=${application.id}&done=secret-deleted`,
      ]);
      expect(await page(application, '&done=secret-deleted')).toContain('The secret is deleted.');
      expect((await secretsOf(application)).map(({ id }) => id)).toEqual([newest!.id]);
    });
  });

  test('shows to others only what they may do', async () => {
    const workspace_ids = [owner.defaultWorkspaceId];
    const application = await registerApplication(owner);
    await issue(application);
    const [, oldest] = await secretsOf(application);
    const viewer = await addMember(test_.server, owner, { workspace_ids, permissions: ['credentials.view'] });
    const seen = await page(application, `&delete_secret=${oldest!.id}`, viewer);
    expect(seen).toContain('Client secrets');
    expect(seen).not.toMatch(/new=secret|delete_secret|Delete secret/);
    expect((await issue(application, {}, viewer)).status).toBe(403);
    expect((await post(`${application.id}/secrets/${oldest!.id}/delete`, {}, viewer)).status).toBe(403);
    expect(await secretsOf(application)).toHaveLength(2);
  });

  test('a form without its token against cross-site requests changes nothing', async () => {
    const application = await registerApplication(owner);
    expect((await issue(application, { _csrf: '' })).status).toBe(403);
    expect(await secretsOf(application)).toHaveLength(1);
  });
});

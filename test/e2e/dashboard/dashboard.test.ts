import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { generateToken, type Person, registerOwner, startApp, type TestApp } from '../../support/app.js';

describe('the dashboard', () => {
  let test_: TestApp;
  let owner: Person;

  beforeAll(async () => {
    test_ = await startApp({ environment: { DEFAULT_DOMAIN: 'münchen.example' } });
    owner = await registerOwner(test_.server);
  });

  afterAll(() => test_.close());

  test('shows hosts as people read them, and copies what it shows', async () => {
    await request(test_.server)
      .post('/api/1.0/short-urls')
      .set('Authorization', `Bearer ${await generateToken(owner)}`)
      .send({ destination_url: 'https://example.com/', slug: 'spring' })
      .expect(201);
    const { text } = await owner.agent.get('/app').set('Accept', 'text/html').expect(200);
    expect(text).toContain('<span class="sl-host">münchen.example</span>');
    expect(text).toContain('data-copy-text="http://münchen.example/spring"');
    expect(text).not.toContain('xn--');
  });
});

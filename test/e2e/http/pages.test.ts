import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { withPasswordHasher } from '../../fakes/fake-password-hasher.js';
import {
  generateToken,
  PASSWORD,
  Person,
  PUBLIC_URL,
  registerOwner,
  startApp,
  TestApp,
  upgrade,
} from '../../support/app.js';
import { Application, authorizePath, formFields, registerApplication } from '../../support/oauth.js';
import { routesOf } from '../../support/routes.js';

const PAGE = '/app/api-integration/api-keys';

interface Visit {
  path: string;
  status: number;
  signedIn?: boolean;
}

const policyOf = ({ headers }: request.Response): Map<string, string> =>
  new Map(
    String(headers['content-security-policy'])
      .split(';')
      .map((directive) => directive.trim().split(/ (.*)/s) as [string, string]),
  );

describe('every page', () => {
  let test_: TestApp;
  let owner: Person;
  let visits: Visit[];

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    const application = await registerApplication(owner);
    const bearer = { Authorization: `Bearer ${await generateToken(owner)}` };
    const make = (link: object) => request(test_.server).post('/api/1.0/short-urls').set(bearer).send(link).expect(201);
    await make({
      destination_url: 'https://a.example/',
      slug: 'over',
      expires_at: new Date(test_.clock.now().getTime() + 60_000),
    });
    test_.clock.advance(120);
    const { body: tokens } = await owner.agent.get('/api/1.0/tokens').expect(200);
    const invited = { name: 'N', email: 'invited@example.com', role: 'member' };
    const { body: invitation } = await owner.agent.post('/api/1.0/members').send(invited).expect(201);
    visits = [
      { path: '/app/login', status: 200 },
      { path: '/app/login?switch=1', status: 200, signedIn: true },
      { path: '/app/register', status: 200 },
      { path: String(invitation.data.invitation_url).slice(PUBLIC_URL.length), status: 200 },
      { path: '/app/set-password?token=none', status: 410 },
      { path: '/app', status: 200, signedIn: true },
      { path: PAGE, status: 200, signedIn: true },
      { path: `${PAGE}?new=token`, status: 200, signedIn: true },
      { path: `${PAGE}?new=application`, status: 200, signedIn: true },
      { path: `${PAGE}?revoke=${tokens.data[0].id}`, status: 200, signedIn: true },
      { path: `${PAGE}?application=${application.id}`, status: 200, signedIn: true },
      { path: `${PAGE}?application=${application.id}&delete=1`, status: 200, signedIn: true },
      { path: `${PAGE}?application=01900000-0000-7000-8000-000000000000`, status: 404, signedIn: true },
      { path: `${PAGE}?application=${application.id}&new=secret`, status: 200, signedIn: true },
      { path: '/app/api-integration/connected-apps', status: 200, signedIn: true },
      { path: authorizePath(application), status: 200, signedIn: true },
      { path: authorizePath({ ...application, clientId: 'x' }), status: 400 },
      { path: authorizePath({ ...application, redirectUri: 'https://x.example' }), status: 400, signedIn: true },
      { path: '/app/nowhere', status: 404, signedIn: true },
      { path: '/app/nowhere', status: 404 },
      { path: '/no-such-link', status: 404 },
      { path: '/over', status: 410 },
      { path: '/status', status: 200 },
      { path: '/api/documentation', status: 200 },
      { path: '/api/documentation', status: 200, signedIn: true },
    ];
  });

  afterAll(() => test_.close());

  const visit = ({ path, status, signedIn }: Visit): request.Test =>
    (signedIn ? owner.agent : request(test_.server)).get(path).set('Accept', 'text/html').expect(status);

  const answers = async (): Promise<[string, request.Response][]> => {
    const found: [string, request.Response][] = [];
    for (const it of visits) found.push([`${it.status} ${it.path}`, await visit(it)]);
    const agent = request.agent(test_.server);
    for (const path of ['/app/login', '/app/register']) {
      const { text } = await agent.get(path).expect(200);
      const again = agent
        .post(path)
        .type('form')
        .send({ ...formFields(text), email: 'x', password: 'x' });
      found.push([`422 ${path}`, await again.expect(422)]);
      found.push([`403 ${path}`, await agent.post(path).set('Accept', 'text/html').type('form').send({}).expect(403)]);
    }
    const { text } = await owner.agent.get(`${PAGE}?new=token`).expect(200);
    for (const [path, fields] of [
      ['tokens', { scope_choice: 'all', expires_in_days: '30' }],
      [
        'applications',
        { name: 'A', link: 'https://a.example', redirect_uri: 'https://a.example/cb', description: 'A' },
      ],
    ] as const) {
      for (const [password, status] of [
        ['wrong', 422],
        [PASSWORD, 201],
      ] as const) {
        const { _csrf } = formFields((await owner.agent.get(`${PAGE}?new=token`)).text || text);
        const sent = owner.agent
          .post(`${PAGE}/${path}`)
          .type('form')
          .send({ ...fields, _csrf, password });
        found.push([`${status} ${path}`, await sent.expect(status)]);
      }
    }
    return found;
  };

  test('AC-08 is among those that are checked here', () => {
    const pages = routesOf(test_.app)
      .filter(
        ({ method, path }) =>
          method === 'get' && /^\/(app|status|api\/documentation)/.test(path) && !path.includes(':'),
      )
      .map(({ path }) => path);
    expect(pages.length).toBeGreaterThan(6);
    expect(pages.filter((page) => !visits.some(({ path }) => path.split('?')[0] === page))).toEqual([]);
  });

  test('AC-08 has a strict policy, nosniff, a referrer policy, and no frame around it', async () => {
    for (const [what, answer] of await answers()) {
      const { headers } = answer;
      expect([what, headers['content-type']]).toEqual([what, 'text/html; charset=utf-8']);
      const policy = policyOf(answer);
      expect([what, policy.get('default-src'), policy.get('frame-ancestors'), policy.get('base-uri')]).toEqual([
        what,
        "'none'",
        "'none'",
        "'none'",
      ]);
      for (const [directive, sources] of policy) {
        // The API reference's own style sheet carries its pictures as data.
        const carried = directive === 'img-src' && what.endsWith('/api/documentation') ? ' data:' : '';
        expect([what, directive, [`'self'${carried}`, "'none'"].includes(sources)]).toEqual([what, directive, true]);
      }
      expect([what, headers['x-content-type-options']]).toEqual([what, 'nosniff']);
      expect([what, headers['referrer-policy']]).toEqual([what, 'same-origin']);
      expect([what, headers['x-frame-options']]).toEqual([what, 'DENY']);
      expect([what, headers['strict-transport-security']]).toEqual([what, undefined]);
      expect([what, headers['x-powered-by']]).toEqual([what, undefined]);
    }
  });

  test('AC-08 has nothing in it that the policy would have to allow', async () => {
    for (const [what, { text }] of await answers()) {
      const inline = [...text.matchAll(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle="|\son\w+="|javascript:/g)].map(
        String,
      );
      expect([what, inline]).toEqual([what, []]);
      const loaded = [...text.matchAll(/<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)="([^"]*)"/g)].map(
        ([, at]) => at,
      );
      expect([what, loaded.filter((at) => !/^\/(?!\/)/.test(String(at)))]).toEqual([what, []]);
    }
  });

  test('AC-08 no answer of the API or of an asset goes without nosniff either', async () => {
    const { text } = await request(test_.server).get('/app/login').expect(200);
    const asset = /(?:src|href)="(\/assets\/[^"]+)"/.exec(text)?.[1] ?? '';
    for (const path of [
      asset,
      '/api/1.0/workspaces',
      '/api/oauth/token',
      '/.well-known/jwks.json',
      '/docs/api-docs.json',
      '/health/live',
    ]) {
      const { headers } = await request(test_.server).get(path);
      expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, headers['content-security-policy']]).not.toEqual([path, undefined]);
    }
  });

  test('AC-08 under https each has HSTS and upgrades what is insecure', async () => {
    const own = await startApp({
      environment: { PUBLIC_URL: 'https://links.example.com' },
      extensions: withPasswordHasher(),
    });
    const https = { Host: 'links.example.com', 'X-Forwarded-Proto': 'https', Accept: 'text/html' };
    for (const [path, status] of [
      ['/app/login', 200],
      ['/app/register', 200],
      ['/app/authorize', 400],
      ['/app/nowhere', 404],
      ['/no-such-link', 404],
      ['/status', 200],
      ['/api/documentation', 200],
    ] as const) {
      const answer = await request(own.server).get(path).set(https).expect(status);
      expect([path, policyOf(answer).has('upgrade-insecure-requests')]).toEqual([path, true]);
      const [, seconds] = /^max-age=(\d+)/.exec(String(answer.headers['strict-transport-security'])) ?? [];
      expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000);
    }
    await own.close();
  });
});

describe('what people typed', () => {
  const SCRIPT = '<script>alert(1)</script>';
  const IMAGE = `"'><img src=x onerror=alert(2)>`;
  const MARKUP = IMAGE + SCRIPT;
  let test_: TestApp;
  let person: Person;
  let application: Application;
  let tokenId: string;

  beforeAll(async () => {
    test_ = await startApp({ extensions: withPasswordHasher() });
    const agent = request.agent(test_.server);
    const email = 'markup@example.com';
    const { body } = await agent
      .post('/api/1.0/auth/register')
      .send({ name: MARKUP, email, password: PASSWORD, organization_name: MARKUP })
      .expect(201);
    const { user, organization, workspaces } = body.data;
    person = { agent, email, userId: user.id, organizationId: organization.id, defaultWorkspaceId: workspaces[0].id };
    const shop = await agent.post('/api/1.0/workspaces').send({ name: MARKUP, description: MARKUP }).expect(201);
    await agent.put('/api/1.0/auth/session/active-workspace').send({ workspace_id: shop.body.data.id }).expect(200);
    application = await registerApplication(person, {
      name: MARKUP,
      link: "https://acme.example/?'onclick=alert(3)",
      description: MARKUP,
    });
    const made = await agent.post('/api/1.0/tokens').send({ password: PASSWORD, name: MARKUP }).expect(201);
    tokenId = made.body.data.id;
    await request(test_.server)
      .post('/api/1.0/short-urls')
      .set('Authorization', `Bearer ${made.body.data.token}`)
      .send({
        destination_url: "https://a.example/?q='onmouseover=alert(4)",
        title: MARKUP,
        tags: [MARKUP.slice(0, 50)],
      })
      .expect(201);
  });

  afterAll(() => test_.close());

  const expectText = (text: string, shown = true): void => {
    expect(text).not.toMatch(/<script>|<img/i);
    if (shown) expect(text).toMatch(/&lt;(img|script)/);
  };

  test('AC-09 is text on the dashboard and on API Keys, in each of its states', async () => {
    const { text } = await person.agent.get('/app').expect(200);
    expectText(text);
    for (const query of [
      '',
      '?new=token',
      '?new=application',
      `?revoke=${tokenId}`,
      `?application=${application.id}`,
    ]) {
      expectText((await person.agent.get(PAGE + query).expect(200)).text);
    }
    expectText((await person.agent.get(`${PAGE}?application=${application.id}&delete=1`).expect(200)).text);
  });

  test('AC-09 is text on the consent page, for one’s own application and another’s, and where one signs in for it', async () => {
    expectText((await person.agent.get(authorizePath(application)).expect(200)).text);
    const guest = await registerOwner(test_.server);
    expectText((await guest.agent.get(authorizePath(application)).expect(200)).text);
    const other = await registerApplication(guest);
    expectText((await person.agent.get(authorizePath(other)).expect(200)).text);
    const login = await request(test_.server).get(authorizePath(application)).expect(303);
    expectText((await request(test_.server).get(String(login.headers['location'])).expect(200)).text);
  });

  test('AC-09 is text in a form that is shown again', async () => {
    const typed = { name: MARKUP, email: `${MARKUP}@example.com`, password: MARKUP, organization_name: MARKUP };
    const agent = request.agent(test_.server);
    for (const path of ['/app/login', '/app/register']) {
      const fields = formFields((await agent.get(path).expect(200)).text);
      const { text } = await agent
        .post(path)
        .type('form')
        .send({
          ...fields,
          ...(path.endsWith('login') ? { email: typed.email, password: typed.password } : typed),
          return_to: MARKUP,
        })
        .expect(422);
      expectText(text);
    }
    const { _csrf } = formFields((await person.agent.get(`${PAGE}?new=token`).expect(200)).text);
    const send = (path: string, fields: object) =>
      person.agent
        .post(`${PAGE}/${path}`)
        .type('form')
        .send({ _csrf, ...fields });
    expectText(
      (
        await send('tokens', {
          name: MARKUP,
          password: 'x',
          scope_choice: MARKUP,
          expires_in_days: 'date',
          expires_on: MARKUP,
        }).expect(422)
      ).text,
    );
    const details = { name: MARKUP, link: MARKUP, redirect_uri: MARKUP, redirect_uris: MARKUP, description: MARKUP };
    expectText((await send('applications', { ...details, password: 'x' }).expect(422)).text);
    expectText((await send(`applications/${application.id}`, details).expect(422)).text);
  });

  test('AC-09 is text on pages about what is not there', async () => {
    const encoded = encodeURIComponent(MARKUP);
    const get = (path: string, host?: string) =>
      request(test_.server)
        .get(path)
        .set({ Accept: 'text/html', ...(host && { Host: host }) });
    expectText((await get(`/${encoded}`).expect(404)).text);
    expectText(
      (
        await get('/x', 'a"><script>alert(1)<script>').expect(({ status }) => {
          expect(status).toBeGreaterThanOrEqual(400);
        })
      ).text,
      false,
    );
    expectText((await get(`/app/${encoded}`).expect(404)).text, false);
    expectText((await get(`/app/login?return_to=${encoded}`).expect(200)).text, false);
    expectText((await get(`/app/authorize?${encoded}=1&${encoded}=2`).expect(400)).text);
    expectText((await get(`/app/authorize?client_id=${encoded}`).expect(400)).text, false);
    expectText((await get(authorizePath({ ...application, redirectUri: MARKUP })).expect(400)).text, false);
    expectText(
      (await person.agent.get(`${PAGE}?done=${encoded}&new=${encoded}&application=${encoded}`).expect(200)).text,
    );
  });

  test('AC-09 an application’s link is a web address, so that no page links to a script', async () => {
    for (const link of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'JaVaScRiPt:alert(1)//https://',
    ]) {
      await person.agent
        .post('/api/1.0/oauth-clients')
        .send({ password: PASSWORD, name: 'A', link, redirect_uri: 'https://a.example/cb', description: 'A' })
        .expect(422);
    }
  });

  test('AC-09 the API’s answers are JSON to every browser', async () => {
    const { headers, text } = await person.agent.get('/api/1.0/workspaces').expect(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(text).toContain('<script>');
    const { headers: refused } = await person.agent
      .get(`/api/1.0/workspaces?${encodeURIComponent(SCRIPT)}=1`)
      .expect(400);
    expect(refused['content-type']).toMatch(/^application\/json/);
  });
});

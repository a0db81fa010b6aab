import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PASSWORD, Person, registerOwner, startApp, TestApp, upgrade } from '../support/app.js';
import { describeInChromium, launchChromium } from '../support/chromium.js';
import { authorizePath, registerApplication } from '../support/oauth.js';
import { collectComplaints, expectNoAxeViolations, expectNoSidewaysScroll } from '../support/page-checks.js';

/** The application's own site: its callback keeps what it got and redirects on to another origin, as real ones do. */
class ThirdParty {
  readonly received: URL[] = [];
  private constructor(
    private readonly servers: Server[],
    readonly callback: string,
    readonly home: string,
  ) {}

  static async start(): Promise<ThirdParty> {
    const home = createServer((_request, response) =>
      response.setHeader('Content-Type', 'text/html').end('<h1>Welcome back</h1>'),
    );
    const callback = createServer((request, response) => {
      party.received.push(new URL(request.url ?? '', party.callback));
      response.writeHead(302, { Location: party.home }).end();
    });
    const ports = await Promise.all([callback, home].map(listen));
    const party = new ThirdParty(
      [callback, home],
      `http://localhost:${ports[0]}/auth/callback`,
      `http://127.0.0.1:${ports[1]}/home`,
    );
    return party;
  }

  stop(): void {
    this.servers.forEach((server) => {
      server.closeAllConnections();
    });
    this.servers.forEach((server) => server.close());
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createTcpServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

describeInChromium(() => {
  let test_: TestApp;
  let origin: string;
  let browser: Browser;
  let party: ThirdParty;
  let owner: Person;

  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    test_ = await startApp({ environment: { PUBLIC_URL: origin }, port });
    owner = await registerOwner(test_.server);
    await upgrade(test_, owner);
    [browser, party] = await Promise.all([launchChromium(), ThirdParty.start()]);
  });

  afterAll(async () => {
    await browser.close();
    party.stop();
    await test_.close();
  });

  const inBrowser = async (
    use: (page: Page, context: BrowserContext) => Promise<void>,
    javaScriptEnabled = true,
  ): Promise<void> => {
    const context = await browser.newContext({ baseURL: origin, javaScriptEnabled, reducedMotion: 'reduce' });
    try {
      context.setDefaultTimeout(15_000);
      await use(await context.newPage(), context);
    } finally {
      await context.close();
    }
  };

  const signIn = async (page: Page): Promise<void> => {
    await page.goto('/app/login');
    await page.fill('[name=email]', owner.email);
    await page.fill('[name=password]', PASSWORD);
    await page.click('button:text-is("Sign in")');
    await page.waitForURL('**/app');
  };

  describe.each([
    ['with script', true],
    ['without script', false],
  ])('%s', (_how, javaScriptEnabled) => {
    test('OA-13 sign-in, consent, and a callback on another origin that redirects on', async () => {
      const application = await registerApplication(owner, { redirect_uri: party.callback });
      await inBrowser(async (page) => {
        const complaints = collectComplaints(page);
        await page.goto(authorizePath(application, { state: 'from the browser' }));
        expect(await page.title()).toBe('Sign in · Trimlink');
        await page.fill('[name=email]', owner.email);
        await page.fill('[name=password]', PASSWORD);
        await page.click('button:text-is("Sign in")');
        await page.waitForSelector('h1:has-text("asks for access")');
        expect(await page.evaluate('document.activeElement?.textContent')).not.toBe('Authorize');
        await page.click('button:text-is("Authorize")');
        await page.waitForURL(party.home);
        expect(await page.textContent('h1')).toBe('Welcome back');
        const back = party.received.at(-1)?.searchParams;
        expect(back?.get('state')).toBe('from the browser');
        expect(back?.get('code')).toBeTruthy();
        expect(complaints).toEqual([]);
      }, javaScriptEnabled);
    });

    test('Generate Token: a wrong password is told, the right one shows the token once, revoking ends it', async () => {
      await inBrowser(async (page) => {
        await signIn(page);
        await page.click('text=API Integration');
        await page.click('a:text-is("API Keys")');
        await page.click('a:has-text("Generate Token")');
        await page.fill('#token-password', 'not my password');
        await page.fill('#token-name', 'ci-deploy');
        await page.click('button:text-is("Generate Token")');
        await page.waitForSelector('text=That is not your password.');
        expect(await page.inputValue('#token-name')).toBe('ci-deploy');
        expect(await page.inputValue('#token-password')).toBe('');
        await page.fill('#token-password', PASSWORD);
        await page.click('button:text-is("Generate Token")');
        const token = (await page.textContent('#issued-token')) ?? '';
        expect(token).toMatch(/^tl_[0-9A-Za-z]{36}$/);
        const call = () => fetch(`${origin}/api/1.0/workspaces`, { headers: { Authorization: `Bearer ${token}` } });
        expect((await call()).status).toBe(200);
        await page.goto('/app/api-integration/api-keys');
        expect(await page.content()).not.toContain(token);
        await page
          .locator('tr', { hasText: token.slice(-4) })
          .locator('a:has-text("Revoke")')
          .click();
        await page.click('button:text-is("Revoke token")');
        await page.waitForSelector('text=The token is revoked.');
        expect((await call()).status).toBe(401);
      }, javaScriptEnabled);
    });

    test('Register New OAuth App: five fields and Save show the credentials once; change and delete', async () => {
      await inBrowser(async (page) => {
        await signIn(page);
        await page.goto('/app/api-integration/api-keys');
        await page.click('a:has-text("Register New OAuth App")');
        await page.getByLabel('Password').fill(PASSWORD);
        const name = `Fleet desk ${javaScriptEnabled ? 'with' : 'without'} script`;
        await page.getByLabel('Application Name').fill(name);
        await page.getByLabel('Application Link').fill('https://fleet.example');
        await page.getByLabel('Redirect URI').fill('http://fleet.example/callback');
        await page.getByLabel('Application Description').fill('Shows dispatchers their links.');
        await page.click('button:text-is("Save")');
        await page.waitForSelector('text=Use https here.');
        expect(await page.getByLabel('Application Name').inputValue()).toBe(name);
        await page.getByLabel('Redirect URI').fill('https://fleet.example/callback');
        await page.getByLabel('Password').fill(PASSWORD);
        await page.click('button:text-is("Save")');
        await page.waitForSelector('text=tls_');
        await page.goto('/app/api-integration/api-keys');
        await page.locator('tr', { hasText: name }).locator('a:has-text("Manage")').click();
        await page.getByLabel('Application Name').fill(`${name}, renamed`);
        await page.click('button:text-is("Save")');
        await page.waitForSelector(`h1:text-is("${name}, renamed")`);
        await page.click('a:has-text("Delete…")');
        await page.click('button:text-is("Delete application")');
        await page.waitForSelector('text=The application is deleted.');
      }, javaScriptEnabled);
    });

    test('the workspace switcher leads to All Workspaces and stays there', async () => {
      await inBrowser(async (page) => {
        await signIn(page);
        await page.click('summary:has-text("Workspace")');
        await page.click('button:has-text("All Workspaces")');
        await page.waitForSelector('summary:has-text("All Workspaces")');
        await page.goto('/app/api-integration/api-keys');
        await page.waitForSelector('summary:has-text("All Workspaces")');
        await page.click('summary:has-text("Workspace")');
        await page.click('button:has-text("Main")');
        await page.waitForSelector('summary b:text-is("Main")');
      }, javaScriptEnabled);
    });
  });

  test('two tabs cannot approve each other’s request', async () => {
    const first = await registerApplication(owner, { redirect_uri: party.callback, name: 'First' });
    const second = await registerApplication(owner, { redirect_uri: party.callback, name: 'Second' });
    await inBrowser(async (page, context) => {
      await signIn(page);
      const other = await context.newPage();
      await page.goto(authorizePath(first, { state: 'first' }));
      await other.goto(authorizePath(second, { state: 'second' }));
      await page.click('button:text-is("Authorize")');
      await page.waitForURL(party.home);
      expect(party.received.at(-1)?.searchParams.get('state')).toBe('first');
      await other.click('button:text-is("Authorize")');
      await other.waitForURL(party.home);
      expect(party.received.at(-1)?.searchParams.get('state')).toBe('second');
    });
  });

  test('every page of the running server passes axe and its own policy, wide and narrow', async () => {
    const { agent } = owner;
    await agent
      .put('/api/1.0/auth/session/active-workspace')
      .send({ workspace_id: owner.defaultWorkspaceId })
      .expect(200);
    await agent
      .post('/api/1.0/short-urls')
      .send({ destination_url: 'https://a.example/', slug: 'old', expires_at: '2020-01-01T00:00:00Z' })
      .expect(201);
    const application = await registerApplication(owner, { redirect_uri: party.callback });
    const visitorPages = [
      '/app/login',
      '/app/register',
      '/old',
      '/nothing-here',
      '/status',
      authorizePath({ ...application, clientId: 'x' }),
    ];
    const memberPages = [
      '/app',
      '/app/api-integration/api-keys',
      '/app/api-integration/api-keys?new=token',
      '/app/nowhere',
      authorizePath(application),
    ];
    await inBrowser(async (page) => {
      const complaints = collectComplaints(page);
      const check = async (path: string): Promise<void> => {
        await page.goto(path);
        await expectNoAxeViolations(page);
        await page.setViewportSize({ width: 320, height: 640 });
        await expectNoSidewaysScroll(page);
        await page.setViewportSize({ width: 1440, height: 900 });
      };
      for (const path of visitorPages) await check(path);
      await signIn(page);
      for (const path of memberPages) await check(path);
      // Chromium writes each page's own 4xx to the console.
      expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
    });
  });

  test('the API reference renders under its policy', async () => {
    await inBrowser(async (page) => {
      const complaints = collectComplaints(page);
      await page.goto('/api/documentation');
      await page.getByText('/api/1.0/short-urls/list-all-short-urls').first().waitFor();
      expect(complaints).toEqual([]);
    });
  });
});

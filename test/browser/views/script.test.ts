import { describe, expect, test } from '@jest/globals';
import { describeInChromium } from '../../support/chromium.js';
import { expectNoAxeViolations, tooSmallForFingers } from '../../support/page-checks.js';
import { PHONE, previewBrowser } from '../../support/preview-browser.js';

describeInChromium(() => {
  const withPage = previewBrowser();

  describe('with script', () => {
    test('a dialog is modal, and Escape leads back to what opened it', async () => {
      await withPage({}, async (page) => {
        await page.goto('/api-keys-new-token');
        expect(await page.locator('dialog').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('token-password');
        await page.keyboard.press('Escape');
        await page.locator('[data-opens="new-token"]:focus').waitFor();
        expect(await page.locator('dialog').isVisible()).toBe(false);
        expect(new URL(page.url()).pathname).toBe('/app/api-integration/api-keys');
      });
    });

    test('before a secret is deleted Cancel has the focus, and leads back to its row', async () => {
      await withPage({}, async (page) => {
        await page.goto('/application-delete-secret');
        expect(await page.locator('dialog').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
        await page.keyboard.press('Enter');
        await page
          .getByRole('link', { name: 'Delete… the secret of 4 Nov 2026, 09:14' })
          .and(page.locator(':focus'))
          .waitFor();
        expect(await page.locator('dialog').isVisible()).toBe(false);
      });
    });

    test('what depends on a choice shows with it', async () => {
      await withPage({}, async (page) => {
        await page.goto('/api-keys-new-token');
        expect(await page.locator('[name=expires_on]').isVisible()).toBe(false);
        await page.selectOption('[name=expires_in_days]', 'date');
        expect(await page.locator('[name=expires_on]').isVisible()).toBe(true);
        await page.check('[name=scope_choice][value=some]');
        expect(await page.locator('[name=scopes]').first().isVisible()).toBe(true);
      });
    });

    test('the first field to mend has the focus, a new secret its heading', async () => {
      await withPage({}, async (page) => {
        await page.goto('/api-keys-new-application-refused');
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('register-redirect_uri');
        await page.goto('/login-refused');
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
        await page.goto('/api-keys-issued-token');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy your token now');
        await page.goto('/application-issued-secret');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy the new client secret now');
        await page.goto('/application-new-secret-refused');
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('secret-password');
        await page.goto('/consent');
        expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      });
    });

    test('copying copies, and says so', async () => {
      await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
        await page.goto('/api-keys-issued-token');
        await page.getByRole('button', { name: 'Copy token' }).click();
        await page.getByText('Copied', { exact: true }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^tl_\w{36}$/);
        await page.goto('/api-keys');
        await page.getByRole('button', { name: 'Copy client ID of Parcel Notify' }).click();
        await page.getByText('Copied', { exact: true }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f-]{36}$/);
        await page.goto('/application-issued-secret');
        await page.getByRole('button', { name: 'Copy client secret' }).click();
        await page.getByText('Copied', { exact: true }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^tls_\w{40}$/);
        await page.goto('/dashboard');
        await page.getByRole('button', { name: 'Copy hbk.example/spring-service' }).click();
        await page.getByText('Copied', { exact: true }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('https://hbk.example/spring-service');
      });
    });

    test('a form is sent once, with the button that sent it', async () => {
      await withPage({}, async (page) => {
        const bodies: (string | null)[] = [];
        await page.route('**/app/authorize', async (route) => {
          bodies.push(route.request().postData());
          await route.fulfill({ status: 204 });
        });
        await page.goto('/consent');
        const authorize = page.locator('[value=authorize]');
        await authorize.click();
        await page.getByText('Authorizing…').waitFor();
        await authorize.click({ force: true });
        expect(await authorize.getAttribute('aria-disabled')).toBe('true');
        expect(bodies).toHaveLength(1);
        expect(Object.fromEntries(new URLSearchParams(bodies[0] ?? ''))).toMatchObject({
          decision: 'authorize',
          workspace_id: '2',
          _csrf: 'csrf',
        });
      });
    });

    test('the open menu of a phone, its workspaces unfolded, holds for everybody', async () => {
      await withPage({ viewport: PHONE }, async (page) => {
        await page.goto('/api-keys');
        await page.getByRole('button', { name: 'Open menu' }).click();
        await page.locator('summary.switcher-current').click();
        expect(await page.getByRole('button', { name: 'All Workspaces' }).isVisible()).toBe(true);
        await expectNoAxeViolations(page);
      });
    });

    test('the status page refreshes itself without a reload', async () => {
      await withPage({}, async (page) => {
        await page.clock.install();
        await page.goto('/status');
        const answer = page.waitForResponse((response) => response.request().resourceType() === 'fetch');
        await page.clock.fastForward(31_000);
        expect((await answer).status()).toBe(200);
        expect(await page.locator('h1').textContent()).toBe('Everything works');
      });
    });
  });

  test('the status page reloads itself without script', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto('/status');
      expect(await page.locator('meta[http-equiv=refresh]').getAttribute('content')).toBe('30');
    });
  });

  test('on a phone the menu opens without script, and Escape closes it', async () => {
    await withPage({ javaScriptEnabled: false, viewport: PHONE }, async (page) => {
      await page.goto('/api-keys');
      expect(await page.locator('#sidebar').isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Open menu' }).click();
      expect(await page.getByRole('link', { name: 'API Keys' }).first().isVisible()).toBe(true);
      expect(await tooSmallForFingers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.locator('#sidebar').isVisible()).toBe(false);
    });
  });
});

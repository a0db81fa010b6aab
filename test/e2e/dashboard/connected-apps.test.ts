import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { activate, createWorkspace, Person, registerOwner, startApp, TestApp } from '../../support/app.js';
import { Application, authorizePath, formFields, registerApplication, tokensOf } from '../../support/oauth.js';

const PAGE = '/app/api-integration/connected-apps';

describe('the page Connected Apps', () => {
  let test_: TestApp;
  let owner: Person;
  let application: Application;

  beforeAll(async () => {
    test_ = await startApp();
    owner = await registerOwner(test_.server, 'Harbour Bikes');
    application = await registerApplication(owner, { name: '<b>Campaign</b> Planner' });
  });

  afterAll(() => test_.close());

  const textOf = async (person: Person, path = PAGE): Promise<string> =>
    (await person.agent.get(path).expect(200)).text;

  /** Every form but that of the dialog stands around the page. */
  const dialogFields = (text: string): Record<string, string> =>
    formFields(/<dialog[^]*<\/dialog>/.exec(text)?.[0] ?? '');

  test('is in the menu, and says what to expect where there is nothing', async () => {
    const guest = await registerOwner(test_.server);
    const text = await textOf(guest);
    expect(text).toMatch(/<a [^>]*href="\/app\/api-integration\/connected-apps"[^>]*aria-current="page"/);
    expect(text).toContain('Start in the application');
    await request(test_.server).get(PAGE).set('Accept', 'text/html').expect(303);
  });

  test('tells who can do what, where; AC-09 names as text', async () => {
    const guest = await registerOwner(test_.server);
    await activate(guest, await createWorkspace(guest, 'Shop <1>'));
    await tokensOf(test_.server, guest, application);
    const text = await textOf(guest);
    for (const words of [
      '&lt;b>Campaign&lt;/b> Planner',
      'https://acme.example',
      'Run by Harbour Bikes',
      'Everything that you may do through the API',
      'Shop &lt;1>',
      'Disconnect…',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('<dialog');
  });

  test('BT-03 asks, then disconnects, without script', async () => {
    const guest = await registerOwner(test_.server);
    const { access_token: token } = await tokensOf(test_.server, guest, application);
    const asked = await textOf(guest, `${PAGE}?disconnect=${application.id}`);
    expect(asked).toContain('Disconnect &lt;b>Campaign&lt;/b> Planner?');
    const action = `${PAGE}/${application.id}/disconnect`;
    expect(asked).toContain(`action="${action}"`);
    await guest.agent.post(action).type('form').send({}).expect(403);
    const { headers } = await guest.agent.post(action).type('form').send(dialogFields(asked)).expect(303);
    const after = await textOf(guest, headers['location']);
    expect(after).toContain('The application is disconnected.');
    expect(after).toContain('Start in the application');
    await request(test_.server).get('/api/1.0/workspaces').set('Authorization', `Bearer ${token}`).expect(401);
    await guest.agent.get(authorizePath(application)).expect(200);
    await guest.agent.post(action).set('Accept', 'text/html').type('form').send(dialogFields(asked)).expect(404);
  });

  test('what is not connected is not asked about', async () => {
    const guest = await registerOwner(test_.server);
    expect(await textOf(guest, `${PAGE}?disconnect=${application.id}`)).not.toContain('<dialog');
    expect(await textOf(guest, `${PAGE}?disconnect=x`)).not.toContain('<dialog');
  });
});

import request from 'supertest';
import { activate, createWorkspace, generateToken, registerOwner, startApp, upgrade } from './app.js';

export const LINKS = '/api/1.0/short-urls';
export const SHORT_HOST = 'hbk.example';
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

export interface LinkItem {
  [field: string]: unknown;
  id: string;
  slug: string;
  workspace_id: string;
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** An installation whose links stand on a host of their own, with an owner on a generous plan and two workspaces. */
export async function startLinks(environment: Record<string, string> = {}) {
  const app = await startApp({ environment: { DEFAULT_DOMAIN: SHORT_HOST, ...environment } });
  const owner = await registerOwner(app.server);
  await upgrade(app, owner);
  const token = await generateToken(owner);
  const second = await createWorkspace(owner, 'Second');
  await activate(owner, second);
  const secondToken = await generateToken(owner);
  await activate(owner, 'all');
  const allToken = await generateToken(owner);

  const call = (method: Method, path: string, bearer = token) =>
    request(app.server)[method](path).set('Authorization', `Bearer ${bearer}`);
  const create = async (body: Record<string, unknown> = {}, bearer = token): Promise<LinkItem> => {
    const order = { destination_url: 'https://example.com/', ...body };
    return (await call('post', LINKS, bearer).send(order).expect(201)).body.data as LinkItem;
  };
  /** With every click that was answered before. */
  const item = async (id: string): Promise<LinkItem> => {
    await app.clicksCounted();
    return (await call('get', `${LINKS}/${id}`).expect(200)).body.data as LinkItem;
  };
  /** As a person's browser does. */
  const visit = (path: string, headers: Record<string, string> = {}) =>
    request(app.server)
      .get(path)
      .redirects(0)
      .set({ Host: SHORT_HOST, 'User-Agent': FIREFOX, ...headers });
  return { app, owner, token, second, secondToken, allToken, call, create, item, visit };
}

export type Links = Awaited<ReturnType<typeof startLinks>>;

export const locationOf = async (visit: request.Test): Promise<string | undefined> =>
  (await visit.expect(302)).headers['location'];

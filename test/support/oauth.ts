import request from 'supertest';
import { expect } from '@jest/globals';
import { Agent, PASSWORD, Person, Target } from './app.js';

export interface Application {
  id: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/** Registers an application under the person's active view. */
export async function registerApplication(person: Person, details: Record<string, unknown> = {}): Promise<Application> {
  const { body } = await person.agent
    .post('/api/1.0/oauth-clients')
    .send({
      password: PASSWORD,
      name: 'Acme Corp Integration',
      link: 'https://acme.example',
      redirect_uri: 'https://acme.example/auth/callback',
      description: 'Makes links for campaigns.',
      ...details,
    })
    .expect(201);
  const { id, client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris } = body.data;
  return { id, clientId, clientSecret, redirectUri: redirectUris[0] };
}

/** The documented address that users are sent to. */
export const authorizePath = ({ clientId, redirectUri }: Application, more: Record<string, string> = {}): string =>
  `/app/authorize?${new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: '*',
    ...more,
  }).toString()}`;

/** The fields of the one form on a page as a browser would send them, hidden ones too. */
export function formFields(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
  const attribute = (tag: string, name: string): string | undefined =>
    new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
  const taken = inputs.filter((tag) => attribute(tag, 'type') !== 'radio' || /\schecked/.test(tag));
  return Object.fromEntries(taken.map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']));
}

/** The same, asking for the page also where the approval is remembered. */
export const asking = (path: string): string => (path.includes('prompt=') ? path : `${path}&prompt=consent`);

/** Follows the consent page as a person without script would; gives where the browser is sent. */
export async function decide(
  agent: Agent,
  path: string,
  decision: 'authorize' | 'deny',
  choice: Record<string, string> = {},
): Promise<URL> {
  const { text } = await agent.get(asking(path)).set('Accept', 'text/html').expect(200);
  const { headers } = await agent
    .post('/app/authorize')
    .type('form')
    .send({ ...formFields(text), ...choice, decision })
    .expect(303);
  return new URL(headers['location'] as string);
}

export interface TokenPair {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
}

export const exchange = (server: Target, application: Application, code: string, more: Record<string, string> = {}) =>
  request(server)
    .post('/api/oauth/token')
    .send({
      grant_type: 'authorization_code',
      client_id: application.clientId,
      client_secret: application.clientSecret,
      redirect_uri: application.redirectUri,
      code,
      ...more,
    });

/** From consent to tokens in one go. */
export async function tokensOf(
  server: Target,
  person: Person,
  application: Application,
  more: Record<string, string> = {},
): Promise<TokenPair> {
  const back = await decide(person.agent, authorizePath(application, more), 'authorize');
  const { body } = await exchange(server, application, back.searchParams.get('code') ?? '').expect(200);
  expect(body.token_type).toBe('Bearer');
  return body as TokenPair;
}

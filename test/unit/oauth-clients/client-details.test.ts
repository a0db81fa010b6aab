import { describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { FieldErrors, ValidationError } from '../../../src/common/domain/errors.js';
import {
  changedDetails,
  ClientInput,
  newClientDetails,
} from '../../../src/modules/oauth-clients/domain/client-details.js';

const typed = { name: 'Acme', link: 'https://acme.example', redirectUri: 'https://acme.example/cb' };
const LINK = ['Write a whole address, such as https://app.example.com.'];
const HTTPS = ['Use https here. Plain http works only for localhost, 127.0.0.1 and [::1].'];

function faultsOf(work: () => unknown): FieldErrors {
  try {
    work();
  } catch (error) {
    if (error instanceof ValidationError) return error.errors;
    throw error;
  }
  return {};
}

const faultsOfNew = (more: ClientInput): FieldErrors => faultsOf(() => newClientDetails({ ...typed, ...more }));
const faultsOfUris = (redirectUris: string[], more: ClientInput = {}): FieldErrors =>
  faultsOfNew({ redirectUri: undefined, redirectUris, ...more });

describe('what is said at registration', () => {
  test('has a default for everything but the name, the link and the addresses', () => {
    const details = newClientDetails(typed);
    expect(details).toEqual({
      name: 'Acme',
      link: 'https://acme.example',
      description: '',
      redirectUris: [expect.objectContaining({ value: 'https://acme.example/cb' })],
      confidential: true,
      scopes: ScopeSet.of(['*']),
      requirePkce: false,
      accessTokenLifetimeSeconds: 31_536_000,
    });
  });

  test('needs one of the two fields for redirect URIs, and not both', () => {
    expect(faultsOfNew({ redirectUri: undefined })).toEqual({
      redirect_uri: ['Give the address that people are sent back to.'],
    });
    expect(faultsOfNew({ redirectUris: ['https://acme.example/cb'] })).toEqual({
      redirect_uri: ['Give redirect_uri or redirect_uris, not both.'],
    });
    expect(faultsOfUris(['https://acme.example/cb'])).toEqual({});
  });

  test('tells on each field what is wrong with it', () => {
    expect(faultsOfNew({ redirectUri: 'http://acme.example' })).toEqual({ redirect_uri: HTTPS });
    const uris = ['https://a.example/', 'http://b.example/', 'https://a.example/', 'http://b.example/'];
    expect(faultsOfUris(uris)).toEqual({
      'redirect_uris.1': HTTPS,
      'redirect_uris.2': ['It stands there twice.'],
      'redirect_uris.3': ['It stands there twice.'],
    });
    const all = { confidential: false, requirePkce: false, redirectUri: 'http://acme.example' };
    expect(faultsOf(() => newClientDetails({ ...typed, ...all, link: 'x' }))).toEqual({
      link: LINK,
      redirect_uri: HTTPS,
      require_pkce: ['A public application always needs PKCE.'],
    });
  });

  test('lets public applications alone have a scheme of their own, and never go without PKCE', () => {
    const uris = ['com.example.app:/cb'];
    expect(faultsOfUris(uris, { confidential: false })).toEqual({});
    expect(faultsOfUris(uris, { confidential: false, requirePkce: true })).toEqual({});
    expect(faultsOfUris(uris)).toHaveProperty(['redirect_uris.0']);
    expect(faultsOfNew({ requirePkce: false })).toEqual({});
  });
});

describe('the link', () => {
  const faultOf = (link: string): FieldErrors => faultsOf(() => newClientDetails({ ...typed, link }));

  test.each([
    'https://acme.example',
    'http://acme.example/',
    'HTTPS://ACME.example/about?x=1#top',
    `https://acme.example/${'a'.repeat(1979)}`,
  ])('%s is taken', (link) => {
    expect(faultOf(link)).toEqual({});
  });

  test.each([
    '',
    'acme.example',
    'javascript:alert(1)//https://acme.example',
    'ftp://acme.example',
    'https:acme.example',
    'https:/acme.example',
    'https:///acme.example',
    'https://',
    'https://acme.example:x',
    ' https://acme.example',
    'https://user@acme.example',
    'https://user:secret@acme.example',
    `https://acme.example/${'a'.repeat(1980)}`,
  ])('%s is not', (link) => {
    expect(faultOf(link)).toEqual({ link: LINK });
  });
});

describe('a change', () => {
  const registered = () => newClientDetails({ ...typed, scopes: ScopeSet.of(['users:read']), requirePkce: true });

  test('keeps what is not said', () => {
    const before = registered();
    expect(changedDetails(before, {})).toEqual(before);
    expect(changedDetails(before, { name: undefined, redirectUri: undefined, redirectUris: undefined })).toEqual(
      before,
    );
    expect(changedDetails(before, { description: '', requirePkce: false })).toEqual({ ...before, requirePkce: false });
  });

  test('replaces all redirect URIs', () => {
    const { redirectUris } = changedDetails(registered(), {
      redirectUris: ['https://a.example/', 'https://b.example/'],
    });
    expect(redirectUris.map(({ value }) => value)).toEqual(['https://a.example/', 'https://b.example/']);
    expect(changedDetails(registered(), { redirectUri: 'https://a.example/' }).redirectUris).toHaveLength(1);
  });

  test('to confidential is refused while one address is of programs on devices', () => {
    const uris = ['https://acme.example/cb', 'com.example.app:/cb'];
    const open = newClientDetails({ ...typed, redirectUri: undefined, redirectUris: uris, confidential: false });
    expect(faultsOf(() => changedDetails(open, { confidential: true }))).toEqual({
      confidential: ['Its redirect URIs with a scheme of one’s own are for public applications.'],
    });
    expect(faultsOf(() => changedDetails(open, { confidential: true, redirectUri: uris[0] }))).toEqual({});
    expect(faultsOf(() => changedDetails(open, { name: 'x' }))).toEqual({});
  });

  test('to public is refused together with going without PKCE', () => {
    expect(faultsOf(() => changedDetails(registered(), { confidential: false, requirePkce: false }))).toEqual({
      require_pkce: ['A public application always needs PKCE.'],
    });
    expect(faultsOf(() => changedDetails(newClientDetails(typed), { confidential: false }))).toEqual({});
  });
});

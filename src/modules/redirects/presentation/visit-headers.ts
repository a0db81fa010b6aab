import type { IncomingMessage } from 'node:http';

/** Of several with the same name the first counts, or they are joined. */
const HEADERS = {
  host: { written: 'Host', isFirstOnly: true },
  userAgent: { written: 'User-Agent', isFirstOnly: true },
  referrer: { written: 'Referer', isFirstOnly: true },
  language: { written: 'Accept-Language', isFirstOnly: false },
  secPurpose: { written: 'Sec-Purpose', isFirstOnly: false },
  purpose: { written: 'Purpose', isFirstOnly: false },
  mozillaPurpose: { written: 'X-Moz', isFirstOnly: false },
  doNotTrack: { written: 'DNT', isFirstOnly: false },
  privacyControl: { written: 'Sec-GPC', isFirstOnly: false },
  requestId: { written: 'X-Request-Id', isFirstOnly: false },
} as const satisfies Record<string, { written: string; isFirstOnly: boolean }>;

type Name = keyof typeof HEADERS;
/** What tells about a visit. */
export type VisitHeaders = Record<Name, string | undefined>;

interface Header {
  name: Name;
  written: string;
  inLowerCase: string;
  isFirstOnly: boolean;
}

/** By the length of their names, so that few have to be looked at. */
const BY_LENGTH = Object.entries(HEADERS).reduce<(Header[] | undefined)[]>((byLength, [name, header]) => {
  const { length } = header.written;
  const others = byLength[length] ?? [];
  byLength[length] = [...others, { name: name as Name, inLowerCase: header.written.toLowerCase(), ...header }];
  return byLength;
}, []);

/** As `request.headers` has them, in which to look for each by its name takes longer (ADR 11). */
export function visitHeadersOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): VisitHeaders {
  const headers: VisitHeaders = {
    host: undefined,
    userAgent: undefined,
    referrer: undefined,
    language: undefined,
    secPurpose: undefined,
    purpose: undefined,
    mozillaPurpose: undefined,
    doNotTrack: undefined,
    privacyControl: undefined,
    requestId: undefined,
  };
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = headerCalled(rawHeaders[index] as string);
    if (!header) continue;
    const known = headers[header.name];
    const value = rawHeaders[index + 1] as string;
    if (known === undefined) headers[header.name] = value;
    else if (!header.isFirstOnly) headers[header.name] = `${known}, ${value}`;
  }
  return headers;
}

function headerCalled(name: string): Header | undefined {
  const candidates = BY_LENGTH[name.length];
  return candidates?.find(
    ({ written, inLowerCase }) => name === written || name === inLowerCase || name.toLowerCase() === inLowerCase,
  );
}

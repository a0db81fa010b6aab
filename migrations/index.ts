import { OrganizationsAndPeople1764000000001 } from './1764000000001-organizations-and-people.js';
import { SessionsAndCredentials1764000000002 } from './1764000000002-sessions-and-credentials.js';
import { DomainsAndShortUrls1764000000003 } from './1764000000003-domains-and-short-urls.js';
import { AuditLogAndHeartbeats1764000000004 } from './1764000000004-audit-log-and-heartbeats.js';
import { OAuthApprovals1764000000005 } from './1764000000005-oauth-approvals.js';
import { AccessChanges1764000000006 } from './1764000000006-access-changes.js';
import { PeopleAndWorkspaces1764000000007 } from './1764000000007-people-and-workspaces.js';
import { CustomDomains1764000000008 } from './1764000000008-custom-domains.js';
import { ShortUrlSettings1764000000009 } from './1764000000009-short-url-settings.js';
import { TagsAndSearch1764000000010 } from './1764000000010-tags-and-search.js';
import { QrScans1764000000011 } from './1764000000011-qr-scans.js';
import { LinkImports1764000000012 } from './1764000000012-link-imports.js';
import { IdempotencyKeys1764000000013 } from './1764000000013-idempotency-keys.js';
import { ClicksAndLinkChanges1764000000014 } from './1764000000014-clicks-and-link-changes.js';
import { SingleClicksAndRollups1764000000015 } from './1764000000015-single-clicks-and-rollups.js';
import { LinkCounts1764000000016 } from './1764000000016-link-counts.js';

/** In the order in which they run. A migration that has landed is never changed; add a new one. */
export const MIGRATIONS = [
  OrganizationsAndPeople1764000000001,
  SessionsAndCredentials1764000000002,
  DomainsAndShortUrls1764000000003,
  AuditLogAndHeartbeats1764000000004,
  OAuthApprovals1764000000005,
  AccessChanges1764000000006,
  PeopleAndWorkspaces1764000000007,
  CustomDomains1764000000008,
  ShortUrlSettings1764000000009,
  TagsAndSearch1764000000010,
  QrScans1764000000011,
  LinkImports1764000000012,
  IdempotencyKeys1764000000013,
  ClicksAndLinkChanges1764000000014,
  SingleClicksAndRollups1764000000015,
  LinkCounts1764000000016,
];

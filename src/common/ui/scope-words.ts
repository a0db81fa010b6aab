import { ALL_SCOPES, type GrantedScope } from '../domain/access/scope.js';
import type { IconName } from './icon-paths.js';

interface ScopeWords {
  readonly icon: IconName;
  readonly words: string;
  readonly detail?: string;
}

/** What a scope means to the person who is asked for it. */
export const SCOPE_WORDS: Record<GrantedScope, ScopeWords> = {
  [ALL_SCOPES]: { icon: 'key', words: 'Everything that you may do through the API' },
  'users:read': { icon: 'users', words: 'See members', detail: 'names, e-mail addresses and roles' },
  'short-urls:read': { icon: 'link', words: 'See your short links', detail: 'with titles, tags and destinations' },
  'short-urls:write': { icon: 'link-plus', words: 'Create, change and delete short links' },
  'domains:read': { icon: 'world', words: 'See domains' },
  'domains:write': { icon: 'world', words: 'Add, change and remove domains' },
  'analytics:read': {
    icon: 'chart-bar',
    words: 'See analytics',
    detail: 'totals, countries and devices; never visitors’ addresses',
  },
  'workspaces:read': { icon: 'stack-2', words: 'See workspaces' },
};

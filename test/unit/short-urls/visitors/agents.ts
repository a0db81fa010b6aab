import { AI_CRAWLERS } from './agents/ai-crawlers.js';
import { DESKTOPS } from './agents/desktops.js';
import { IN_APP_BROWSERS } from './agents/in-app-browsers.js';
import { MONITORS } from './agents/monitors.js';
import { PHONES } from './agents/phones.js';
import { PREVIEWS } from './agents/previews.js';
import { SEARCH_CRAWLERS } from './agents/search-crawlers.js';
import { TABLETS_AND_SCREENS } from './agents/tablets-and-screens.js';
import { TOOLS_AND_ODD_ONES } from './agents/tools-and-odd-ones.js';

/** Each line that is moved in is an agent of the heading above it. */
const agentsIn = (groups: readonly string[]): [heading: string, userAgent: string][] =>
  groups.flatMap((group) => {
    let heading = '';
    return group.split('\n').flatMap((line): [string, string][] => {
      if (line.startsWith('  ')) return [[heading, line.slice(2)]];
      heading = line;
      return [];
    });
  });

/** `*` stands for what these agents do not tell. */
export const PEOPLE = agentsIn([DESKTOPS, PHONES, TABLETS_AND_SCREENS, IN_APP_BROWSERS]).map(([heading, userAgent]) => {
  const [device = '', os = '', browser = ''] = heading.split(', ');
  return { device, os, browser, userAgent };
});

/** What they pretend to be beside is nobody's concern. */
export const BOTS = agentsIn([SEARCH_CRAWLERS, AI_CRAWLERS, PREVIEWS, MONITORS, TOOLS_AND_ODD_ONES]).map(
  ([botKind, userAgent]) => ({ botKind, userAgent }),
);

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const DESKTOPS = [
  'Windows NT 10.0; Win64; x64',
  'Macintosh; Intel Mac OS X 10_15_7',
  'X11; Linux x86_64',
  'X11; CrOS x86_64 14541.0.0',
];
const PHONES = ['K', 'Pixel 8', 'SM-G991B', 'SM-A546B', 'moto g power (2022)', '2201117TG'];
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const chrome = (version: number): string[] => [
  ...DESKTOPS.map((system) => `Mozilla/5.0 (${system}) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36`),
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`,
  ...PHONES.map(
    (phone) => `Mozilla/5.0 (Linux; Android 14; ${phone}) ${WEBKIT} Chrome/${version}.0.0.0 Mobile Safari/537.36`,
  ),
];

const firefox = (version: number): string[] =>
  ['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10.15', 'X11; Ubuntu; Linux x86_64'].map(
    (system) => `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
  );

const safari = (version: string): string[] => {
  const system = `CPU iPhone OS ${version.replace('.', '_')} like Mac OS X`;
  const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
  return [
    `Mozilla/5.0 (iPhone; ${system}) ${webkit} Version/${version} Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/${version} Safari/605.1.15`,
    `Mozilla/5.0 (iPhone; ${system}) ${webkit} Mobile/15E148 Instagram 361.0.0.35.82 (iPhone14,5; iOS ${version})`,
  ];
};

const NO_BROWSERS = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.24.20.89 A',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'curl/8.5.0',
];

/** A few hundred, as visitors of short links send them. */
export const USER_AGENTS: readonly string[] = [
  ...range(118, 142).flatMap(chrome),
  ...range(120, 144).flatMap(firefox),
  ...['16.6', '17.0', '17.3', '17.4', '17.5', '17.6', '18.0', '18.1', '18.3', '18.5', '26.0', '26.1'].flatMap(safari),
  ...NO_BROWSERS,
];

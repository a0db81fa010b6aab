const OS_FAMILIES = new Map(
  Object.entries({
    android: 'Android',
    'android-x86': 'Android',
    'chromium os': 'ChromeOS',
    kaios: 'KaiOS',
    'mac os': 'macOS',
    tizen: 'Tizen',
    webos: 'webOS',
  }),
);
const LINUX =
  /^(arch|centos|debian|deepin|elementary ?os|elive|fedora|gentoo|gnu|linpus|linspire|linux|mageia|mandriva|manjaro|mint|opensuse|pclinuxos|raspbian|red ?hat|sabayon|slackware|suse|[kxln]?ubuntu|vectorlinux|zenwalk)$/i;

const BROWSER_FAMILIES = new Map(
  Object.entries({
    'Chrome Headless': 'Chrome',
    GSA: 'Google',
    IE: 'Internet Explorer',
    IEMobile: 'Internet Explorer',
    'Mobile Safari': 'Safari',
    'Opera Mobi': 'Opera',
    'Opera Tablet': 'Opera',
    'Opera Touch': 'Opera',
    UCBrowser: 'UC Browser',
  }),
);

/** iPadOS is told by the device alone, and not where Safari asks for the pages of desktops and says Macintosh. */
export function familyOfOs(name: string, userAgent: string): string {
  if (name === 'iOS' && userAgent.includes('iPad')) return 'iPadOS';
  // Some of its phones say Android as well.
  if (userAgent.includes('KAIOS/')) return 'KaiOS';
  return LINUX.test(name) ? 'Linux' : (OS_FAMILIES.get(name.toLowerCase()) ?? name);
}

export const familyOfBrowser = (name: string | undefined): string | null =>
  name === undefined ? null : (BROWSER_FAMILIES.get(name) ?? name);

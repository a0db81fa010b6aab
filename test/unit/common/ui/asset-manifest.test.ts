import { describe, expect, test } from '@jest/globals';
import { loadAssets } from '../../../../src/common/ui/asset-manifest.js';

describe('the assets of the pages', () => {
  const assets = loadAssets();

  test('every address in a page head leads to a file', () => {
    const { css, script, icon } = assets.forPages;
    for (const url of [...css, script, icon]) {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      expect(assets.get(pathname.replace('/assets/', ''))?.version).toBe(searchParams.get('v'));
    }
  });

  test('the style sheets name the fonts under their own version', () => {
    const css = assets.get('tokens.css')?.body.toString() ?? '';
    const fonts = [...css.matchAll(/url\('([^'?]+)\?v=(\w{8})'\)/g)];
    expect(fonts.map(([, name]) => name)).toEqual(['hanken-grotesk.woff2', 'jetbrains-mono.woff2']);
    for (const [, name = '', version] of fonts) expect(assets.get(name)?.version).toBe(version);
  });

  test('the script stays small', () => {
    expect(assets.get('trimlink.js')?.body.length).toBeLessThanOrEqual(6 * 1024);
  });

  test('what is no asset is not found', () => {
    expect(assets.get('../document.tsx')).toBeUndefined();
    expect(assets.get('constructor')).toBeUndefined();
  });
});

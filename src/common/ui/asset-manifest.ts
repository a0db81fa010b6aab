import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PageAssets } from './document.js';

/** Where the files are served, on every host that shows a page of ours. */
export const ASSETS_PATH = '/assets';

const STYLESHEETS = ['tokens.css', 'frame.css', 'parts.css'] as const;
const SCRIPT = 'trimlink.js';
const ICON = 'icon.svg';
const FONTS = {
  'hanken-grotesk.woff2': '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  'jetbrains-mono.woff2': '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
} as const;

export type AssetName = (typeof STYLESHEETS)[number] | typeof SCRIPT | typeof ICON | keyof typeof FONTS;

export interface Asset {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  /** Names the content: an address that carries it may be cached for ever. */
  readonly version: string;
}

/** The pages' files, in memory. */
export class AssetManifest {
  private constructor(private readonly assets: ReadonlyMap<string, Asset>) {}

  static load(): AssetManifest {
    const assets = new Map<string, Asset>();
    for (const [name, specifier] of Object.entries(FONTS)) {
      assets.set(name, asset(readFileSync(createRequire(import.meta.url).resolve(specifier)), 'font/woff2'));
    }
    const manifest = new AssetManifest(assets);
    for (const name of STYLESHEETS) {
      assets.set(name, asset(Buffer.from(manifest.withVersionedFonts(own(name))), 'text/css; charset=utf-8'));
    }
    assets.set(SCRIPT, asset(own(SCRIPT), 'text/javascript; charset=utf-8'));
    assets.set(ICON, asset(own(ICON), 'image/svg+xml'));
    return manifest;
  }

  get(name: string): Asset | undefined {
    return this.assets.get(name);
  }

  urlOf(name: AssetName): string {
    return `${ASSETS_PATH}/${name}?v=${this.versionOf(name)}`;
  }

  /** What a page's head names. */
  get forPages(): PageAssets {
    return { css: STYLESHEETS.map((name) => this.urlOf(name)), script: this.urlOf(SCRIPT), icon: this.urlOf(ICON) };
  }

  private versionOf(name: string): string {
    const found = this.assets.get(name);
    if (!found) throw new Error(`No asset ${name}`);
    return found.version;
  }

  private withVersionedFonts(css: Buffer): string {
    return css.toString().replace(/url\('([^']+)'\)/g, (_, name: string) => `url('${name}?v=${this.versionOf(name)}')`);
  }
}

export const loadAssets = (): AssetManifest => AssetManifest.load();

const own = (name: string): Buffer => readFileSync(fileURLToPath(new URL(`assets/${name}`, import.meta.url)));

function asset(body: Buffer, contentType: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex');
  return { body, contentType, etag: `"${hash.slice(0, 32)}"`, version: hash.slice(0, 8) };
}

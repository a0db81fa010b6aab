import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import UAParser from 'ua-parser-js';
import { Device } from '../domain/routing/routing-rule.js';
import { UserAgent, UserAgentReader } from '../domain/visitors/user-agent-reader.js';
import { botKindOf } from './bot-kind-of.js';
import { appOf } from './in-app-browsers.js';
import { familyOfBrowser, familyOfOs } from './user-agent-families.js';

/** Longer ones are told by their beginning, so that nobody makes us match patterns against a whole header. */
const MOST_CHARACTERS = 512;
const MOST_REMEMBERED = 10_000;

const DEVICES: Readonly<Record<string, Device>> = {
  mobile: 'mobile',
  wearable: 'mobile',
  tablet: 'tablet',
  smarttv: 'tv',
  console: 'tv',
};
/** The parser takes some of them for tablets and phones. */
const TV = /\b(chromecast|crkey|google ?tv|android ?tv|web0s|webostv|smart-?tv)\b/i;
const HAND_HELD_OS = /^(android|ios|harmonyos|openharmony|kaios|windows (phone|mobile)|blackberry|symbian)/i;

/** Patterns cost more than the rest of a redirect, and few agents make most visits: those seen last are remembered. */
@Injectable()
export class ParsingUserAgentReader extends UserAgentReader {
  private readonly remembered = new LRUCache<string, UserAgent>({ max: MOST_REMEMBERED });

  override read(userAgent: string): UserAgent {
    const text = userAgent.slice(0, MOST_CHARACTERS).trim();
    const known = this.remembered.get(text);
    if (known) return known;
    const read = parse(text);
    // A piece of a longer text would keep all of it in memory.
    if (userAgent.length <= MOST_CHARACTERS) this.remembered.set(text, read);
    return read;
  }
}

function parse(text: string): UserAgent {
  const botKind = botKindOf(text);
  const { device, os, browser } = new UAParser(text).getResult();
  return {
    device: botKind ? 'bot' : deviceOf(text, device.type, os.name),
    os: os.name === undefined ? null : familyOfOs(os.name, text),
    browser: (botKind ? undefined : appOf(text.toLowerCase())) ?? familyOfBrowser(browser.name),
    botKind,
  };
}

function deviceOf(text: string, type: string | undefined, os: string | undefined): Device {
  if (TV.test(text)) return 'tv';
  return DEVICES[type ?? ''] ?? (HAND_HELD_OS.test(os ?? '') ? 'mobile' : 'desktop');
}

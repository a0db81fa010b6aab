import { parseUrl } from '../../../../common/domain/parse-url.js';
import { BotKind } from '../visitors/bot-kind.js';
import { preferredLanguage, rangesOf } from './accept-language.js';
import { Device, TextType } from './routing-rule.js';

/**
 * Who visits a link. What isn't known is null. Each property is read only when a condition asks for it, so that whoever
 * makes one may work a property out in a getter.
 */
export interface Visitor {
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly continent: string | null;
  readonly device: Device | null;
  /** Of a bot that its user agent tells. */
  readonly botKind: BotKind | null;
  readonly os: string | null;
  readonly browser: string | null;
  /** As in Accept-Language, or one tag. */
  readonly language: string | null;
  /** Of the visit, without its question mark. */
  readonly query: string | null;
  readonly referrer: string | null;
  readonly ip: string | null;
  readonly at: Date;
  /** The same for each visit of the same visitor: a split sends equal keys to the same destination. */
  readonly key: string;
}

/** As much of a header as is looked at. */
const MOST_CHARACTERS = 2048;

/** The form in which texts are compared where case means nothing. */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** What conditions compare, taken from a visitor at most once. */
export class VisitFacts {
  private parameters: URLSearchParams | undefined;
  private readonly known = new Map<TextType, string[]>();

  constructor(readonly visitor: Visitor) {}

  /** Any of them may match. None: it isn't known. */
  textsOf(type: TextType, key = ''): readonly string[] {
    if (type === 'query') return this.query.getAll(key);
    const texts = this.known.get(type) ?? textsOf(type, this.visitor);
    this.known.set(type, texts);
    return texts;
  }

  /** What `contains` looks into: of a referrer all of it. */
  searchableTextsOf(type: TextType, key?: string): readonly string[] {
    if (type !== 'referrer') return this.textsOf(type, key);
    const { referrer } = this.visitor;
    return referrer ? [folded(referrer.slice(0, MOST_CHARACTERS))] : [];
  }

  private get query(): URLSearchParams {
    // A question mark of its own would be taken for the mark before a query.
    this.parameters ??= new URLSearchParams(`&${this.visitor.query ?? ''}`);
    return this.parameters;
  }
}

function textsOf(type: Exclude<TextType, 'query'>, visitor: Visitor): string[] {
  const text = visitor[type]?.slice(0, MOST_CHARACTERS);
  if (!text) return [];
  if (type === 'referrer') return hostOf(text);
  if (type !== 'language') return [folded(text)];
  const language = preferredLanguage(text);
  return language === null ? [] : rangesOf(language);
}

function hostOf(referrer: string): string[] {
  const host = parseUrl(referrer)?.host.toLowerCase();
  return host ? [host] : [];
}

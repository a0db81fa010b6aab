import { ValidationError } from '../../../common/domain/errors.js';

/** 1 MiB. */
export const MOST_LOGO_BYTES = 1_048_576;
/** Of its longer side, as it stands in the code. */
export const LOGO_PIXELS = 512;

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ff', 'hex');
const SVG = /<(?:[\w.-]+:)?svg[\s>]/;
/** There are no fonts here that it could be drawn with. */
const TEXT = /<(?:[\w.-]+:)?text[\s>/]/;

/** A logo of any kind as one SVG, which still has to be drawn. @throws ValidationError on `logo` */
export function svgOfLogo(bytes: Buffer): string {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return svgAround(bytes, 'image/png');
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return svgAround(bytes, 'image/jpeg');
  const text = textOf(bytes);
  if (text === undefined || !SVG.test(text)) throw logoFault('must be a PNG, JPEG or SVG picture');
  if (TEXT.test(text)) throw logoFault('holds text, which looks different everywhere. Turn it into paths');
  return text;
}

export const logoFault = (rule: string): ValidationError => ValidationError.on('logo', `logo ${rule}`);

const svgAround = (bytes: Buffer, type: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${LOGO_PIXELS}" height="${LOGO_PIXELS}"><image width="${LOGO_PIXELS}" height="${LOGO_PIXELS}" href="data:${type};base64,${bytes.toString('base64')}"/></svg>`;

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

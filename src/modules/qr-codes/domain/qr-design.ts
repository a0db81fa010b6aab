import { FieldErrors } from '../../../common/domain/errors.js';
import { contrastOf } from './colour.js';

export const QR_FORMATS = ['svg', 'png'] as const;
export type QrFormat = (typeof QR_FORMATS)[number];

/** How much of a code may be lost: 7, 15, 25 and 30 per cent (ISO/IEC 18004). */
export const QR_LEVELS = ['L', 'M', 'Q', 'H'] as const;
export type QrLevel = (typeof QR_LEVELS)[number];

export const TRANSPARENT = 'transparent';
export const SIZES = { least: 64, most: 2048, usual: 512 } as const;
/** In modules; readers want four (ISO/IEC 18004 §5.3.8). */
export const MARGINS = { least: 0, most: 16, usual: 4 } as const;

/** How a code is to look. */
export interface QrDesign {
  format: QrFormat;
  /** In pixels, the margin included. */
  size: number;
  /** In modules. */
  margin: number;
  /** As `#rrggbb`. */
  foreground: string;
  /** As `#rrggbb`, or `transparent`. */
  background: string;
  /** Without one, the usual one of codes with or without a logo. */
  level?: QrLevel | undefined;
}

const LEVELS_WITH_LOGO: readonly QrLevel[] = ['Q', 'H'];
/** Below it, phones fail on paper and in poor light. */
const LEAST_CONTRAST = 3;
const LEAST_PIXELS_OF_MODULE = 2;
const PAPER = '#ffffff';

export const levelOf = ({ level }: QrDesign, hasLogo: boolean): QrLevel => level ?? (hasLogo ? 'Q' : 'M');

/** What would make a code that nobody can read, by option. */
export function faultsOf(design: QrDesign, hasLogo: boolean): FieldErrors {
  const { foreground, background } = design;
  const contrast = contrastOf(foreground, background === TRANSPARENT ? PAPER : background);
  return {
    ...(contrast < LEAST_CONTRAST && {
      foreground: [`foreground must be darker than background, with a contrast of ${LEAST_CONTRAST}:1 at least`],
    }),
    ...(!LEVELS_WITH_LOGO.includes(levelOf(design, hasLogo)) &&
      hasLogo && { level: ['level must be Q or H with a logo, which covers a part of the code'] }),
  };
}

/** Of a code with that many modules on each side, its margin not counted. */
export function sizeFaultsOf({ format, size, margin }: QrDesign, modules: number): FieldErrors {
  const least = (modules + 2 * margin) * LEAST_PIXELS_OF_MODULE;
  if (format === 'svg' || size >= least) return {};
  return { size: [`size must be ${least} or more: this code has ${least / 2} modules a side, of two pixels at least`] };
}

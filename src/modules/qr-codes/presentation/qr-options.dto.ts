import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsWholeNumber } from '../../../common/http/is-whole-number.js';
import { parseColour } from '../domain/colour.js';
import {
  MARGINS,
  QR_FORMATS,
  QR_LEVELS,
  QrDesign,
  type QrFormat,
  type QrLevel,
  SIZES,
  TRANSPARENT,
} from '../domain/qr-design.js';
import { IsColour } from './is-colour.js';

const FOREGROUND = '#000000';
const BACKGROUND = '#ffffff';

export class QrOptionsDto {
  @ApiPropertyOptional({ enum: QR_FORMATS, default: 'svg' })
  @IsOptional()
  @IsIn(QR_FORMATS)
  format?: QrFormat;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: SIZES.least,
    maximum: SIZES.most,
    default: SIZES.usual,
    description: 'Pixels a side; a PNG needs two for each module, the margin included',
  })
  @IsOptional()
  @IsWholeNumber(SIZES.least, SIZES.most)
  size?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: MARGINS.least,
    maximum: MARGINS.most,
    default: MARGINS.usual,
    description: 'Modules of background around the code; with less than 4, leave as much room around the picture',
  })
  @IsOptional()
  @IsWholeNumber(MARGINS.least, MARGINS.most)
  margin?: number;

  @ApiPropertyOptional({
    default: FOREGROUND,
    description: '`#rgb` or `#rrggbb`, the # may be left out; darker than the background, by a contrast of 3:1',
  })
  @IsOptional()
  @IsColour()
  foreground?: string;

  @ApiPropertyOptional({
    default: BACKGROUND,
    description: `As foreground, or \`${TRANSPARENT}\`, which is taken for white`,
  })
  @IsOptional()
  @IsColour(TRANSPARENT)
  background?: string;

  @ApiPropertyOptional({
    enum: QR_LEVELS,
    description: 'How much may be lost: 7, 15, 25 or 30 %. M when left out; Q with a logo, which needs Q or H',
  })
  @IsOptional()
  @IsIn(QR_LEVELS)
  level?: QrLevel;
}

/** Of the document only: the file is read apart from the fields. */
export class LogoFormDto extends QrOptionsDto {
  @ApiProperty({ type: 'string', format: 'binary', description: 'PNG, JPEG or SVG without text, up to 1 MiB' })
  logo!: unknown;
}

export const designOf = (options: QrOptionsDto): QrDesign => ({
  format: options.format ?? 'svg',
  size: options.size ?? SIZES.usual,
  margin: options.margin ?? MARGINS.usual,
  foreground: parseColour(options.foreground ?? '') ?? FOREGROUND,
  background: options.background === TRANSPARENT ? TRANSPARENT : (parseColour(options.background ?? '') ?? BACKGROUND),
  level: options.level,
});

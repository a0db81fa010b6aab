import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { Configuration } from '../../../config/configuration.js';
import { scanUrlOf, ShortUrlListing, ShortUrlsService } from '../../short-urls/index.js';
import { drawSymbol } from '../domain/draw-symbol.js';
import { LOGO_PIXELS, logoFault, svgOfLogo } from '../domain/logo.js';
import { faultsOf, levelOf, QrDesign, sizeFaultsOf } from '../domain/qr-design.js';
import { encodeSymbol } from '../domain/qr-symbol.js';
import { Rasterizer } from '../domain/rasterizer.js';

/** The QR codes of short links. */
@Injectable()
export class QrCodesService {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly rasterizer: Rasterizer,
    private readonly configuration: Configuration,
  ) {}

  /** @throws NotFoundError */
  find(reach: Reach, shortUrlId: string): Promise<ShortUrlListing> {
    return this.shortUrls.get(reach, shortUrlId);
  }

  /** @throws ValidationError by option, and on `logo` */
  async draw({ domain, slug }: ShortUrlListing, design: QrDesign, logo?: Buffer): Promise<Buffer> {
    requireNone(faultsOf(design, logo !== undefined));
    const level = levelOf(design, logo !== undefined);
    const symbol = encodeSymbol(scanUrlOf(this.configuration.shortUrl(domain, slug)), level);
    if (!symbol) throw ValidationError.on('level', `level ${level} has no room for a short URL as long as this one`);
    requireNone(sizeFaultsOf(design, symbol.length));
    const svg = drawSymbol(symbol, design, logo && (await this.harmless(logo)));
    return design.format === 'svg' ? Buffer.from(svg) : this.png(svg, design.size);
  }

  /** Drawn anew, so that nothing of the file itself goes on. */
  private async harmless(logo: Buffer): Promise<Buffer> {
    const drawn = await this.rasterizer.draw(svgOfLogo(logo), LOGO_PIXELS, 'stranger');
    if (!drawn) throw logoFault('is broken, empty, or takes too much to be drawn');
    return drawn;
  }

  private async png(svg: string, size: number): Promise<Buffer> {
    const png = await this.rasterizer.draw(svg, size, 'us');
    if (!png) throw new Error(`A QR code of ${size} pixels could not be drawn`);
    return png;
  }
}

function requireNone(faults: FieldErrors): void {
  if (Object.keys(faults).length > 0) throw new ValidationError(faults);
}

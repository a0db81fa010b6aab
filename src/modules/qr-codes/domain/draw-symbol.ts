import { QrDesign, TRANSPARENT } from './qr-design.js';

/** Of the code's side: with it, a logo covers less than 6 % of a code that may lose 25 % and more. */
const LOGO_SHARE = 0.24;
/** Between the logo and the modules around it, in modules. */
const LOGO_PADDING = 0.5;

/** The code as SVG, one unit a module. Modules under the logo, a PNG, are left out. */
export function drawSymbol(symbol: readonly boolean[][], design: QrDesign, logo?: Buffer): string {
  const { size, margin, foreground, background } = design;
  const hole = logo && holeIn(symbol.length);
  const side = symbol.length + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}">`,
    background === TRANSPARENT ? '' : `<rect width="${side}" height="${side}" fill="${background}"/>`,
    `<path fill="${foreground}" shape-rendering="crispEdges" d="${pathOf(symbol, margin, hole)}"/>`,
    logo && hole ? imageOf(logo, hole, margin) : '',
    '</svg>',
  ].join('');
}

interface Hole {
  /** The first and last row and column in it. */
  first: number;
  last: number;
}

/** In the middle: both sides are odd. */
function holeIn(modules: number): Hole {
  const half = Math.floor((modules * LOGO_SHARE - 1) / 2);
  const middle = (modules - 1) / 2;
  return { first: middle - half, last: middle + half };
}

/** Dark modules beside each other make one rectangle. */
function pathOf(symbol: readonly boolean[][], margin: number, hole: Hole | undefined): string {
  const isDark = (x: number, y: number): boolean => symbol[y]?.[x] === true && !(isIn(hole, x) && isIn(hole, y));
  let path = '';
  for (const y of symbol.keys()) {
    for (let x = 0; x < symbol.length; x += 1) {
      const start = x;
      while (isDark(x, y)) x += 1;
      if (x > start) path += `M${start + margin} ${y + margin}h${x - start}v1h-${x - start}z`;
    }
  }
  return path;
}

const isIn = (hole: Hole | undefined, at: number): boolean => hole !== undefined && at >= hole.first && at <= hole.last;

function imageOf(logo: Buffer, { first, last }: Hole, margin: number): string {
  const start = first + margin + LOGO_PADDING;
  const side = last - first + 1 - 2 * LOGO_PADDING;
  const href = `data:image/png;base64,${logo.toString('base64')}`;
  return `<image x="${start}" y="${start}" width="${side}" height="${side}" href="${href}"/>`;
}

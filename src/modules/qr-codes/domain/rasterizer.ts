/** Whose picture it is. Strangers wait for each other, and we for none of them. */
export type Author = 'us' | 'stranger';

/** Draws SVG, ours and strangers': runs no script, loads nothing, and ends in bounded time and memory. */
export abstract class Rasterizer {
  /** A PNG whose longer side has so many pixels. undefined: it can't be drawn within the bounds, or shows nothing. */
  abstract draw(svg: string, pixels: number, author: Author): Promise<Buffer | undefined>;
}

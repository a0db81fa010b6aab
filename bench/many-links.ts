/** The links that every server of the comparison has: the first so many of the same row. */
export const slugOf = (n: number): string => `b${n}`;

export const destinationOf = (n: number): string => `https://www.site${n % 1999}.example/landing/${n}`;

/** `destinationOf` and `slugOf` in PostgreSQL; there `n` is the number. */
export const SLUG_SQL = "'b' || n";
export const DESTINATION_SQL = "'https://www.site' || n % 1999 || '.example/landing/' || n";

/** By path, as a server has them that does nothing else. */
export class LinkMap extends Map<string, string> {
  growTo(links: number): void {
    for (let n = this.size + 1; n <= links; n += 1) this.set(`/${slugOf(n)}`, destinationOf(n));
  }
}

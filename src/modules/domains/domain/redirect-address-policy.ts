/** Where a host may send visitors who follow no link. Links' rules hold there too, so the module of links implements it. */
export abstract class RedirectAddressPolicy {
  /** @throws ValidationError on `field` */
  abstract requireGood(address: string, field: string): Promise<void>;
}

/** Where an address is: codes of country and continent in upper case, names in English; what isn't known is null. */
export interface Place {
  country: string | null;
  region: string | null;
  city: string | null;
  continent: string | null;
}

export const NOWHERE: Readonly<Place> = { country: null, region: null, city: null, continent: null };

/** Knows about where addresses are. Private ones, and what is no address, are nowhere. */
export abstract class GeoReader {
  abstract locate(address: string): Readonly<Place>;

  /** Some places are read when first needed: resolves when they are. undefined: all of such an address is known. */
  prepare(_address: string): Promise<void> | undefined {
    return undefined;
  }
}

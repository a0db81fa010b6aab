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

  /** Resolves when `locate` knows all of such an address that it ever will: some places are read when first needed. */
  prepare(_address: string): Promise<void> {
    return Promise.resolve();
  }
}

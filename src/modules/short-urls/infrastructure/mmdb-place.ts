import { continentOf } from '../domain/countries.js';
import { NOWHERE, Place } from '../domain/visitors/geo-reader.js';

/** Of records that a reader remembers, and gives back as the very objects. */
const known = new WeakMap<object, Readonly<Place>>();

/** What a record says, in the form of MaxMind's databases or in the flat one of ip-location-db. */
export function placeOf(record: object | null): Readonly<Place> {
  if (record === null) return NOWHERE;
  const place = known.get(record) ?? readPlace(record);
  known.set(record, place);
  return place;
}

function readPlace(record: object): Place {
  const country = textAt(record, 'country', 'iso_code') ?? textAt(record, 'country_code');
  return {
    country,
    region: textAt(record, 'subdivisions', '0', 'names', 'en') ?? textAt(record, 'state1'),
    city: textAt(record, 'city', 'names', 'en') ?? withoutDistrict(textAt(record, 'city')),
    continent: textAt(record, 'continent', 'code') ?? (country && continentOf(country)) ?? null,
  };
}

/** `Hanover (Nordstadt)` */
function withoutDistrict(city: string | null): string | null {
  const end = city?.indexOf(' (') ?? -1;
  return city !== null && end > 0 ? city.slice(0, end) : city;
}

function textAt(record: unknown, ...path: string[]): string | null {
  const value = path.reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : undefined),
    record,
  );
  return typeof value === 'string' && value !== '' ? value : null;
}

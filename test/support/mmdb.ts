export type Data = string | number | readonly Data[] | { readonly [key: string]: Data };

/** Types of the data section of https://maxmind.github.io/MaxMind-DB/. */
const [STRING, UINT32, MAP, ARRAY] = [2, 6, 7, 11];

/**
 * A MaxMind database that knows two places: `lower` of addresses whose first bit is 0, `upper` of the others. Without
 * `upper` those lead past the end of the file.
 */
export function mmdbOf(
  { lower, upper }: { lower: Data; upper?: Data },
  { ipVersion = 4 }: { ipVersion?: 4 | 6 } = {},
): Buffer {
  const places = [encode(lower), upper === undefined ? Buffer.alloc(0) : encode(upper)];
  const tree = Buffer.alloc(6);
  tree.writeUIntBE(1 + 16, 0, 3);
  tree.writeUIntBE(1 + 16 + (upper === undefined ? 60_000 : places[0]!.length), 3, 3);
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_800_000_000,
    database_type: 'Test',
    description: {},
    ip_version: ipVersion,
    languages: ['en'],
    node_count: 1,
    record_size: 24,
  };
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
  return Buffer.concat([tree, Buffer.alloc(16), ...places, marker, encode(metadata)]);
}

function encode(data: Data): Buffer {
  if (typeof data === 'string') return Buffer.concat([control(STRING, Buffer.byteLength(data)), Buffer.from(data)]);
  if (typeof data === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(data);
    return Buffer.concat([control(UINT32, 4), bytes]);
  }
  if (isList(data)) return Buffer.concat([control(ARRAY, data.length), ...data.map(encode)]);
  const entries = Object.entries(data);
  return Buffer.concat([
    control(MAP, entries.length),
    ...entries.flatMap(([key, value]) => [encode(key), encode(value)]),
  ]);
}

const isList = (data: Data): data is readonly Data[] => Array.isArray(data);

/** Sizes below 29 stand in the control byte itself; types above 7 in a byte of their own. */
function control(type: number, size: number): Buffer {
  if (size > 28) throw new RangeError('Nothing in a test needs to be so long.');
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);
}

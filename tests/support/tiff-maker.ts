/** A value of a made TIFF: numbers of its type, text, bytes, a directory below, or bytes elsewhere that the value points to. */
export type MadeValue =
  | readonly number[]
  | string
  | Buffer
  | { readonly pointsTo: Buffer }
  | { readonly directories: readonly MadeDirectory[] };
export interface MadeDirectory {
  readonly entries: readonly (readonly [tag: number, type: MadeType, value: MadeValue])[];
  readonly next?: MadeDirectory;
}
export type MadeType = 'byte' | 'ascii' | 'short' | 'long' | 'rational' | 'undefined';

const TYPES = {
  byte: [1, 1],
  ascii: [2, 1],
  short: [3, 2],
  long: [4, 4],
  rational: [5, 8],
  undefined: [7, 1],
} as const;

export interface TiffRecipe {
  readonly first: MadeDirectory;
  readonly little?: boolean;
  /** Number after the byte order: 42, or what a maker puts there. */
  readonly magic?: number;
  /** Bytes between the header and the first directory (Canon's mark, Phase One's). */
  readonly mark?: Buffer;
}

/** Writes a TIFF 6.0 structure; pointers become offsets from its beginning. */
export function makeTiff({ first, little = true, magic = 42, mark = Buffer.alloc(0) }: TiffRecipe): Buffer {
  const bytes = Buffer.alloc(64 * 1024 + room(first));
  let end = 8 + mark.length;
  const u16 = (value: number, at: number) => (little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at));
  const put = (content: Buffer): number => {
    end += end % 2;
    const at = end;
    content.copy(bytes, at);
    end += content.length;
    return at;
  };

  /** Pictures and sensors lie behind all directories, as cameras write them. */
  const behind: { readonly entry: number; readonly content: Buffer }[] = [];

  function putDirectory({ entries, next }: MadeDirectory): number {
    const at = put(Buffer.alloc(2 + entries.length * 12 + 4));
    u16(entries.length, at);
    for (const [index, [tag, type, value]] of entries.entries()) {
      const entry = at + 2 + index * 12;
      const [code, size] = TYPES[type];
      u16(tag, entry);
      u16(code, entry + 2);
      if (typeof value === 'object' && 'pointsTo' in value) {
        u32(1, entry + 4);
        behind.push({ entry, content: value.pointsTo });
        continue;
      }
      const content = encode(value, type);
      u32(content.length / size, entry + 4);
      if (content.length <= 4) content.copy(bytes, entry + 8);
      else u32(put(content), entry + 8);
    }
    if (next) u32(putDirectory(next), at + 2 + entries.length * 12);
    return at;
  }

  function encode(value: Exclude<MadeValue, { readonly pointsTo: Buffer }>, type: MadeType): Buffer {
    if (Buffer.isBuffer(value)) return value;
    if (typeof value === 'string') return Buffer.from(`${value}\0`, 'utf8');
    if ('directories' in value) return encode(value.directories.map(putDirectory), 'long');
    const content = Buffer.alloc(value.length * TYPES[type][1]);
    for (const [index, number] of value.entries()) {
      if (type === 'short') content[little ? 'writeUInt16LE' : 'writeUInt16BE'](number, index * 2);
      else if (type === 'long') content[little ? 'writeUInt32LE' : 'writeUInt32BE'](number, index * 4);
      else if (type === 'rational') {
        content[little ? 'writeUInt32LE' : 'writeUInt32BE'](Math.round(number * 1000), index * 8);
        content[little ? 'writeUInt32LE' : 'writeUInt32BE'](1000, index * 8 + 4);
      } else content.writeUInt8(number, index);
    }
    return content;
  }

  bytes.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(magic, 2);
  mark.copy(bytes, 8);
  u32(putDirectory(first), 4);
  for (const { entry, content } of behind) u32(put(content), entry + 8);
  return Buffer.from(bytes.subarray(0, end));
}

function room({ entries, next }: MadeDirectory): number {
  let sum = next ? room(next) : 0;
  for (const [, , value] of entries) {
    if (Buffer.isBuffer(value)) sum += value.length;
    else if (typeof value === 'object' && 'pointsTo' in value) sum += value.pointsTo.length + 8;
    else if (typeof value === 'object' && 'directories' in value)
      for (const below of value.directories) sum += room(below);
  }
  return sum + 4096;
}

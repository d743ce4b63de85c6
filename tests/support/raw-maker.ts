import { seededRandom } from '../../sandbox/random.ts';
import { type MadeDirectory, makeTiff } from './tiff-maker.ts';

export const RAW_KINDS = [
  ...(['cr2', 'cr3', 'nef', 'arw', 'dng', 'orf', 'raf', 'rw2', 'pef', 'srw'] as const),
  ...(['crw', 'mrw', 'x3f', 'iiq'] as const),
] as const;
export type RawKind = (typeof RAW_KINDS)[number];

/** One synthetic camera raw: a container as its maker lays it out, with a finished JPEG where that maker puts it. */
export interface RawRecipe {
  readonly preview: Buffer;
  /** A smaller JPEG beside it, as every camera writes. */
  readonly thumbnail?: Buffer;
  readonly orientation?: number;
  /** `2024:05:01 10:11:12` */
  readonly captureDate?: string;
  readonly make?: string;
  readonly model?: string;
  readonly lens?: string;
  /** Pixels of the sensor's picture, as the camera lies. */
  readonly sensor?: { readonly width: number; readonly height: number };
  /** EXIF says Adobe RGB and no profile is embedded. */
  readonly adobeRgb?: boolean;
}

const SENSOR_BYTES = 40_000;

export function makeRaw(kind: RawKind, recipe: RawRecipe): Buffer {
  switch (kind) {
    case 'cr2':
      return canon2(recipe);
    case 'cr3':
      return canon3(recipe);
    case 'raf':
      return fujifilm(recipe);
    case 'rw2':
      return panasonic(recipe);
    case 'crw':
      return canonHeap(recipe);
    case 'mrw':
      return minolta(recipe);
    case 'x3f':
      return sigma(recipe);
    default:
      return tiffRaw(kind, recipe);
  }
}

/** Noise without FF: no marker of a JPEG can come about by chance. */
export function sensorNoise(seed = 7, length = SENSOR_BYTES): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Uint8Array.from({ length }, () => Math.floor(random() * 255)));
}

type Entries = MadeDirectory['entries'];

function cameraEntries(recipe: RawRecipe): Entries {
  return [
    [0x010f, 'ascii', recipe.make ?? 'Maker'],
    [0x0110, 'ascii', recipe.model ?? 'Camera 1'],
    [0x0112, 'short', [recipe.orientation ?? 1]],
  ];
}

function exifDirectory(recipe: RawRecipe): MadeDirectory {
  const { sensor, adobeRgb } = recipe;
  const interoperability: MadeDirectory = { entries: [[1, 'ascii', 'R03']] };
  return {
    entries: [
      [0x829a, 'rational', [0.004]],
      [0x829d, 'rational', [2.8]],
      [0x8827, 'short', [400]],
      [0x9003, 'ascii', recipe.captureDate ?? '2024:05:01 10:11:12'],
      [0x9011, 'ascii', '+00:00'],
      [0x920a, 'rational', [85]],
      [0xa001, 'short', [adobeRgb ? 65_535 : 1]],
      ...(sensor
        ? ([
            [0xa002, 'long', [sensor.width]],
            [0xa003, 'long', [sensor.height]],
          ] as const)
        : []),
      ...(adobeRgb ? ([[0xa005, 'long', { directories: [interoperability] }]] as const) : []),
      [0xa434, 'ascii', recipe.lens ?? '85mm F1.8'],
    ],
  };
}

const exifEntry = (recipe: RawRecipe) => [0x8769, 'long', { directories: [exifDirectory(recipe)] }] as const;

/** The sensor's own data: its size, its packing, one strip. */
function sensorDirectory({ sensor = { width: 3000, height: 2000 } }: RawRecipe, compression: number): MadeDirectory {
  return {
    entries: [
      [0x00fe, 'long', [0]],
      [0x0100, 'long', [sensor.width]],
      [0x0101, 'long', [sensor.height]],
      [0x0103, 'short', [compression]],
      [0x0106, 'short', [32_803]],
      [0x0111, 'long', { pointsTo: sensorNoise() }],
      [0x0117, 'long', [SENSOR_BYTES]],
    ],
  };
}

function jpegDirectory(jpeg: Buffer): MadeDirectory {
  return {
    entries: [
      [0x00fe, 'long', [1]],
      [0x0103, 'short', [6]],
      [0x0201, 'long', { pointsTo: jpeg }],
      [0x0202, 'long', [jpeg.length]],
    ],
  };
}

/** CR2: mark `CR` at 8; IFD 0 is the preview as one strip of old JPEG, IFD 1 the thumbnail, IFD 3 the sensor (lclevy.free.fr/cr2). */
function canon2(recipe: RawRecipe): Buffer {
  const sensor = sensorDirectory(recipe, 6);
  const thumbnail = recipe.thumbnail ? { ...jpegDirectory(recipe.thumbnail), next: sensor } : sensor;
  return makeTiff({
    mark: Buffer.from('CR\x02\0\0\0\0\0', 'latin1'),
    first: {
      entries: [
        [0x0103, 'short', [6]],
        ...cameraEntries(recipe),
        [0x0111, 'long', { pointsTo: recipe.preview }],
        [0x0117, 'long', [recipe.preview.length]],
        exifEntry(recipe),
      ],
      next: thumbnail,
    },
  });
}

/**
 * NEF, ARW, SRW and ERF: IFD 0 with SubIFDs, of which one is the JPEG and one the sensor. DNG the same with its version and the
 * JPEG as a strip (DNG 1.7, "Previews"). PEF: the sensor in IFD 0, JPEGs down the chain. ORF: another magic number, the JPEG where
 * only the maker note tells. IIQ: `IIII` at 8.
 */
function tiffRaw(kind: 'nef' | 'arw' | 'dng' | 'orf' | 'pef' | 'srw' | 'iiq', recipe: RawRecipe): Buffer {
  const thumbnail = recipe.thumbnail ? { next: jpegDirectory(recipe.thumbnail) } : {};
  if (kind === 'pef') {
    const entries: Entries = [...sensorDirectory(recipe, 65_535).entries, ...cameraEntries(recipe), exifEntry(recipe)];
    return makeTiff({
      little: false,
      first: { entries: sorted(entries), next: { ...jpegDirectory(recipe.preview), ...thumbnail } },
    });
  }
  if (kind === 'orf' || kind === 'iiq') {
    const raw = makeTiff({
      magic: kind === 'orf' ? 0x4f52 : 42,
      mark: Buffer.from(kind === 'iiq' ? 'IIIIwaR\0' : '', 'latin1'),
      first: {
        entries: sorted([...sensorDirectory(recipe, 1).entries, ...cameraEntries(recipe), exifEntry(recipe)]),
        ...thumbnail,
      },
    });
    return Buffer.concat([raw, Buffer.alloc(100), recipe.preview, sensorNoise(9, 3000)]);
  }
  const asStrip: MadeDirectory = {
    entries: [
      [0x00fe, 'long', [1]],
      [0x0103, 'short', [7]],
      [0x0106, 'short', [6]],
      [0x0111, 'long', { pointsTo: recipe.preview }],
      [0x0117, 'long', [recipe.preview.length]],
    ],
  };
  const preview = kind === 'dng' ? asStrip : jpegDirectory(recipe.preview);
  const sensor = sensorDirectory(recipe, kind === 'nef' ? 34_713 : kind === 'arw' ? 32_767 : 1);
  const version: Entries = kind === 'dng' ? [[0xc612, 'byte', [1, 4, 0, 0]]] : [];
  return makeTiff({
    little: kind !== 'nef',
    first: {
      entries: sorted([
        [0x00fe, 'long', [1]],
        ...cameraEntries(recipe),
        [0x014a, 'long', { directories: [preview, sensor] }],
        exifEntry(recipe),
        ...version,
      ]),
      ...thumbnail,
    },
  });
}

function sorted(entries: Entries): Entries {
  return [...entries].sort(([one], [other]) => one - other);
}

function exifSegment(recipe: RawRecipe, thumbnail?: Buffer): Buffer {
  const exif = makeTiff({
    first: {
      entries: [...cameraEntries(recipe), exifEntry(recipe)],
      ...(thumbnail ? { next: jpegDirectory(thumbnail) } : {}),
    },
  });
  const segment = Buffer.alloc(10);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(2 + 6 + exif.length, 2);
  segment.write('Exif\0\0', 4, 'latin1');
  return Buffer.concat([segment, exif]);
}

function withExif(jpeg: Buffer, recipe: RawRecipe): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), exifSegment(recipe, recipe.thumbnail), jpeg.subarray(2)]);
}

/** RAF: header, offset and length of a whole JPEG with EXIF at 84, of its own directory at 92, of the sensor's data at 100 (ExifTool, FujiFilm.pm). */
function fujifilm(recipe: RawRecipe): Buffer {
  const jpeg = withExif(recipe.preview, recipe);
  const header = Buffer.alloc(160);
  header.write('FUJIFILMCCD-RAW 0201FF389501', 0, 'latin1');
  header.write(recipe.model ?? 'X-T9', 28, 'latin1');
  const directory = Buffer.alloc(4 + 8);
  directory.writeUInt32BE(1, 0);
  directory.writeUInt16BE(0x0111, 4);
  directory.writeUInt16BE(4, 6);
  directory.writeUInt16BE(recipe.sensor?.height ?? 2000, 8);
  directory.writeUInt16BE(recipe.sensor?.width ?? 3000, 10);
  header.writeUInt32BE(header.length, 84);
  header.writeUInt32BE(jpeg.length, 88);
  header.writeUInt32BE(header.length + jpeg.length, 92);
  header.writeUInt32BE(directory.length, 96);
  header.writeUInt32BE(header.length + jpeg.length + directory.length, 100);
  header.writeUInt32BE(SENSOR_BYTES, 104);
  return Buffer.concat([header, jpeg, directory, sensorNoise()]);
}

/** RW2: magic 0x55, the JPEG with EXIF as the value of tag 0x2E, the sensor's borders in 4 to 7 (ExifTool, PanasonicRaw.pm). */
function panasonic(recipe: RawRecipe): Buffer {
  const { width, height } = recipe.sensor ?? { width: 3000, height: 2000 };
  return makeTiff({
    magic: 0x55,
    first: {
      entries: [
        [0x0004, 'short', [4]],
        [0x0005, 'short', [8]],
        [0x0006, 'short', [height + 4]],
        [0x0007, 'short', [width + 8]],
        [0x002e, 'undefined', withExif(recipe.preview, recipe)],
        ...cameraEntries(recipe),
        [0x0111, 'long', { pointsTo: sensorNoise() }],
        [0x0117, 'long', [SENSOR_BYTES]],
        exifEntry(recipe),
      ],
    },
  });
}

function box(type: string, ...content: Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + inside.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

function longs(...values: number[]): Buffer {
  const content = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) content.writeUInt32BE(value, index * 4);
  return content;
}

/**
 * CR3: CMT1 (main), CMT2 (EXIF) and the thumbnail in a `uuid` box of `moov`, a medium preview in one of its own, and the full-size
 * JPEG as the sample of the first track (lclevy/canon_cr3).
 */
function canon3(recipe: RawRecipe): Buffer {
  const { width, height } = recipe.sensor ?? { width: 3000, height: 2000 };
  const metadata = box(
    'uuid',
    Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'),
    box('CMT1', makeTiff({ first: { entries: cameraEntries(recipe) } })),
    box('CMT2', makeTiff({ first: exifDirectory(recipe) })),
  );
  const ftyp = box('ftyp', Buffer.from('crx ', 'latin1'), longs(1), Buffer.from('crx isom', 'latin1'));
  const medium = recipe.thumbnail
    ? box(
        'uuid',
        Buffer.from('eaf42b5e1c984b88b9fbb7dc406e4d16', 'hex'),
        longs(0, 1),
        box('PRVW', Buffer.alloc(16), recipe.thumbnail),
      )
    : Buffer.alloc(0);
  const track = (offset: number) => {
    const entry = Buffer.alloc(90);
    entry.writeUInt32BE(entry.length, 0);
    entry.write('CRAW', 4, 'latin1');
    entry.writeUInt16BE(width, 32);
    entry.writeUInt16BE(height, 34);
    const table = box(
      'stbl',
      box('stsd', longs(0, 1), entry),
      box('stsz', longs(0, 0, 1, recipe.preview.length)),
      box('co64', longs(0, 1, 0, offset)),
    );
    return box('trak', box('mdia', box('minf', table)));
  };
  const before = ftyp.length + box('moov', metadata, track(0)).length + medium.length;
  return Buffer.concat([
    ftyp,
    box('moov', metadata, track(before + 8)),
    medium,
    box('mdat', recipe.preview, sensorNoise()),
  ]);
}

/** MRW: `\0MRM`, its block TTW a TIFF; the preview behind, its first byte spoilt as the camera does (ExifTool, MinoltaRaw.pm). */
function minolta(recipe: RawRecipe): Buffer {
  const exif = makeTiff({ little: false, first: { entries: [...cameraEntries(recipe), exifEntry(recipe)] } });
  const spoilt = Buffer.from(recipe.preview);
  spoilt[0] = 0x7f;
  const content = Buffer.concat([exif, spoilt]);
  const block = Buffer.concat([Buffer.from('\0TTW', 'latin1'), longs(content.length), content]);
  return Buffer.concat([Buffer.from('\0MRM', 'latin1'), longs(block.length), block, sensorNoise()]);
}

/** X3F: images behind a header of 28 bytes each, told of by the directory that the last four bytes point to (ExifTool, SigmaRaw.pm). */
function sigma(recipe: RawRecipe): Buffer {
  const header = Buffer.alloc(264);
  header.write('FOVb', 0, 'latin1');
  const image = Buffer.alloc(28);
  image.write('SECi', 0, 'latin1');
  image.writeUInt32LE(2, 8);
  image.writeUInt32LE(18, 12);
  const jpeg = Buffer.concat([image, withExif(recipe.preview, recipe)]);
  const directory = Buffer.alloc(12 + 12);
  directory.write('SECd', 0, 'latin1');
  directory.writeUInt32LE(1, 8);
  directory.writeUInt32LE(header.length, 12);
  directory.writeUInt32LE(jpeg.length, 16);
  directory.write('IMA2', 20, 'latin1');
  const pointer = Buffer.alloc(4);
  pointer.writeUInt32LE(header.length + jpeg.length, 0);
  return Buffer.concat([header, jpeg, directory, pointer]);
}

/** CRW: a heap of values, the last four bytes of each heap pointing to its table (ExifTool, CanonRaw.pm). */
function canonHeap(recipe: RawRecipe): Buffer {
  const seconds =
    Date.parse(`${(recipe.captureDate ?? '2024:05:01 10:11:12').replace(/^(\d+):(\d+):(\d+) /, '$1-$2-$3T')}Z`) / 1000;
  const degrees = { 3: 180, 6: 90, 8: 270 }[recipe.orientation ?? 1] ?? 0;
  const taken = Buffer.alloc(12);
  taken.writeUInt32LE(seconds, 0);
  const picture = Buffer.alloc(28);
  picture.writeUInt32LE(recipe.sensor?.width ?? 3000, 0);
  picture.writeUInt32LE(recipe.sensor?.height ?? 2000, 4);
  picture.writeUInt32LE(degrees, 12);
  const values: [number, Buffer][] = [
    [0x2007, recipe.preview],
    [0x080a, Buffer.from(`${recipe.make ?? 'Canon'}\0${recipe.model ?? 'Canon EOS 300D'}\0`, 'latin1')],
    [0x180e, taken],
    [0x1810, picture],
  ];
  const table = Buffer.alloc(2 + values.length * 10);
  table.writeUInt16LE(values.length, 0);
  let at = 0;
  for (const [index, [tag, value]] of values.entries()) {
    table.writeUInt16LE(tag, 2 + index * 10);
    table.writeUInt32LE(value.length, 4 + index * 10);
    table.writeUInt32LE(at, 8 + index * 10);
    at += value.length;
  }
  const pointer = Buffer.alloc(4);
  pointer.writeUInt32LE(at, 0);
  const header = Buffer.alloc(26);
  header.write('II\x1a\0\0\0HEAPCCDR', 0, 'latin1');
  return Buffer.concat([header, ...values.map(([, value]) => value), table, pointer]);
}

import type { ExportFormat, ExportSize } from '../../../shared/contract/export.contract.ts';
import type { Sha256 } from '../../../shared/domain/ids.ts';
import type { DerivedKind, Format, Label, Orientation, Review } from '../../../shared/domain/photo.ts';
import type { PictureQuality } from '../../../shared/domain/picture-quality.ts';
import type { SquareCut } from '../../../shared/domain/profile.ts';
import type { QuarantineCode } from '../../../shared/domain/quarantine.ts';
import type { WatermarkDesign } from '../../../shared/domain/watermark.ts';

/** What the camera and earlier software wrote, as far as the catalogue keeps it. Text is length-limited and NFC. */
export interface FileMetadata {
  /** The camera's wall clock, `YYYY-MM-DDTHH:MM:SS`, no zone (EXIF DateTimeOriginal 0x9003). */
  readonly captureDate: string | null;
  /** `+00:00` style (EXIF OffsetTimeOriginal 0x9011). */
  readonly captureOffset: string | null;
  readonly camera: string | null;
  readonly lens: string | null;
  /** Seconds. */
  readonly exposureTime: number | null;
  readonly fNumber: number | null;
  readonly iso: number | null;
  /** Millimetres. */
  readonly focalLength: number | null;
  readonly orientation: Orientation;
  /** WGS 84 degrees. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Description of the embedded ICC profile; null when there is none. */
  readonly iccProfile: string | null;
  readonly title: string;
  readonly caption: string;
  readonly keywords: readonly string[];
  readonly place: string;
  /** 0–5 from xmp:Rating. */
  readonly rating: number;
  /** xmp:Label or what other programs write for it. */
  readonly label?: Label;
  /** xmp:Rating −1, or the flags of programs that have some. */
  readonly review?: Exclude<Review, 'unreviewed'>;
}

/** One derived image on disk, below the derived folder, named by content and recipe. Sizes in pixels and bytes. */
export interface DerivedImage {
  readonly kind: DerivedKind;
  /** Absolute: `<derived>/<aa>/<sha256>/<recipe>-<kind>.jpg`. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly sha256: Sha256;
}

/** A watermark with all that drawing it needs. */
export interface Watermark {
  /** Digest of the look, part of the recipe; '' for the marketplace's own, 'draft' for one that is being designed. */
  readonly id: string;
  readonly design: WatermarkDesign;
  /** PNG, as `logo` answered it; null for text. */
  readonly logo: Uint8Array | null;
}

export interface ReadPhotoRequest {
  readonly path: string;
  /** Folder under which derived images are written (temporary name, then rename). */
  readonly derivedDir: string;
  /**
   * A first look: where the content carries a small picture of its own and making the whole set takes long, the answer comes
   * without derived images (`seen`). Goes before photographs that wait to be read to the end.
   */
  readonly quick?: true;
  /** Somebody looks at its place on the screen: goes before everything but full pictures, beside one process of other work. */
  readonly urgent?: true;
}

/** The small picture that a camera put into the file, upright and in the photo's own shape. */
export interface EmbeddedPicture extends Omit<DerivedImage, 'kind'> {
  readonly kind: 'embedded';
}

export type ReadPhotoResult =
  | {
      readonly outcome: 'photo';
      readonly sha256: Sha256;
      readonly size: number;
      readonly format: Format;
      /** Pixels as seen, orientation applied. */
      readonly width: number;
      readonly height: number;
      readonly metadata: FileMetadata;
      /** Made now, or found whole from an earlier run with the same recipe. */
      readonly derived: readonly DerivedImage[];
      /** Only looked at: `derived` is empty, its images are still to be made, and this is what to show until then. */
      readonly seen?: EmbeddedPicture;
      /** What it looks like, in 64 bits as 16 hexadecimal digits; null when there is nothing to recognise it by. */
      readonly fingerprint: string | null;
      /** What its pixels say of it; absent where they were not decoded for it. */
      readonly quality?: PictureQuality;
      /** What the derived images were made with; absent: the recipe of now. */
      readonly recipe?: string;
    }
  | { readonly outcome: 'refused'; readonly code: QuarantineCode; readonly detail: string }
  /** The file changed or grew while it was read: not an error, look again later. */
  | { readonly outcome: 'unstable' }
  /** The file is gone. */
  | { readonly outcome: 'missing' };

export interface FullPictureRequest {
  /** A file that should hold the photo. */
  readonly path: string;
  /** The content it must have: another one is answered as `changed`, and nothing is kept of it. */
  readonly sha256: Sha256;
  /** Where the JPEG is to be (temporary name beside it, then rename). Its folder exists. */
  readonly target: string;
  /** Degrees clockwise that she turned it by, beyond what the file says. */
  readonly turn?: number;
  /** In its own size, of a quality fit for sale, in this format and tagged sRGB: colours that were converted for sending. */
  readonly forSale?: 'jpeg' | 'png';
  /** Not larger than a screen (SCREEN_LONG_EDGE). */
  readonly screen?: true;
}

/** The whole photograph as a JPEG for her own screen: upright, sRGB, not watermarked, at most FULL_PIXEL_LIMIT pixels. */
export type FullPictureResult =
  | { readonly outcome: 'made'; readonly width: number; readonly height: number }
  /** The file holds something else by now. */
  | { readonly outcome: 'changed' }
  | Exclude<ReadPhotoResult, { outcome: 'photo' }>;

export interface TurnRequest {
  /** Files that should hold the photo. */
  readonly paths: readonly string[];
  readonly sha256: Sha256;
  readonly derivedDir: string;
  /** Degrees clockwise beyond what the file says: 0, 90, 180 or 270. */
  readonly turn: number;
  /** The images as they are, below the derived folder, and how they are turned. */
  readonly made: readonly { readonly kind: DerivedKind; readonly path: string }[];
  readonly madeTurn: number;
  /** Set by the port: what the preview is to bear. */
  readonly watermark?: Watermark;
}

export interface WatermarkSampleRequest {
  /** A picture without a mark: a thumbnail. */
  readonly path: string;
  readonly watermark: Watermark;
  /** Cut out of its middle, width / height; null: as it is. */
  readonly ratio: number | null;
}

/** What a design looks like on a picture. */
export interface WatermarkSample {
  /** Null: the picture can't be read. */
  readonly jpeg: Uint8Array | null;
  /** Characters that no bundled font has; they are left out. */
  readonly missing: readonly string[];
  /** Whether every half that could be cut out of a picture of this shape still shows the mark. */
  readonly survives: boolean;
}

/** A copy of a photograph, as it is to be. */
export interface RenderRequest {
  readonly path: string;
  /** The content it must have. */
  readonly sha256: Sha256;
  /** A new file, in a folder that exists. */
  readonly target: string;
  /** Degrees clockwise that she turned it by. */
  readonly turn: number;
  readonly format: ExportFormat;
  /** 1–100, of JPEG and WebP. */
  readonly quality: number;
  readonly size: ExportSize;
  readonly watermark: Watermark | null;
}

export type RenderResult = FullPictureResult;

/** A logo from outside, as pixels: PNG of at most LOGO_SIDE, transparent margins cut off. */
export interface LogoPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A picture of hers from outside. */
export interface PortraitRequest {
  readonly content: Uint8Array;
  /** What to cut out of it; 'middle': the largest square; 'look': nothing, the whole of it to cut out of. */
  readonly cut: SquareCut | 'middle' | 'look';
}

/** `width` and `height`: of the square, or, to look at, of the whole upright picture. */
export type Portrait =
  | { readonly outcome: 'portrait'; readonly jpeg: Uint8Array; readonly width: number; readonly height: number }
  | {
      readonly outcome: 'unusable';
      readonly kind: 'not-a-picture' | 'format' | 'damaged' | 'small';
      readonly format: string;
    };

/** What the first bytes of a file say: for lists of files that are not (yet) in the catalogue. */
export interface Glance {
  readonly captureDate: string | null;
  readonly camera: string | null;
  /** A small upright JPEG, base64; null when none was asked for or none can be made. */
  readonly thumbnail: string | null;
}

/**
 * Pixels, in processes of their own. A process that dies, hangs (30 s) or grows too big costs the one file it held, which
 * comes back as `refused`; the pool replaces the process. Throws StudioError 'disk-full' when derived images can't be written.
 */
export interface Images {
  read(request: ReadPhotoRequest, signal?: AbortSignal): Promise<ReadPhotoResult>;
  /** What a derived image looks like, as in ReadPhotoResult; null also when the file is gone or can't be decoded. */
  fingerprint(path: string, signal?: AbortSignal): Promise<string | null>;
  /** What the pixels of a file with this content say of it; null when it holds another one, or none. Absent where nothing is measured. */
  quality?(path: string, sha256: Sha256, signal?: AbortSignal): Promise<PictureQuality | null>;
  /**
   * Makes a full picture. Goes before every photograph that waits to be read, and leaves one process to reading. An abort ends
   * the work at once. Errors as `read`.
   */
  full(request: FullPictureRequest, signal?: AbortSignal): Promise<FullPictureResult>;
  /** Looks at a file that may be anything. What can't be read is null. Absent where nothing is imported. */
  glance?(path: string, thumbnail: boolean, signal?: AbortSignal): Promise<Glance>;
  /**
   * Makes the derived images of a photo that she turned, from its file, or, where none holds it, from its images as they are.
   * Null when neither can be read. Errors as `read`. Absent where nothing is turned.
   */
  turn?(request: TurnRequest, signal?: AbortSignal): Promise<DerivedImage[] | null>;
  /** From now on, previews bear this; null: the marketplace's own. `recipe` follows. Absent where none is chosen. */
  setWatermark?(watermark: Watermark | null): void;
  /** Errors: as `read`. */
  sample?(request: WatermarkSampleRequest, signal?: AbortSignal): Promise<WatermarkSample>;
  /** Null when it is neither a PNG nor an SVG that can be drawn without anything from elsewhere. */
  logo?(content: Uint8Array, signal?: AbortSignal): Promise<LogoPicture | null>;
  /** A portrait of her from what she chose. Absent where there is no profile. */
  portrait?(request: PortraitRequest, signal?: AbortSignal): Promise<Portrait>;
  /** Writes a copy, flushed to the disk. Waits in its turn. Errors: as `read`, of the target. Absent where nothing is exported. */
  render?(request: RenderRequest, signal?: AbortSignal): Promise<RenderResult>;
  /** How many photos are worth having in flight at once. */
  readonly concurrency: number;
  /** Name of the current recipe: part of every derived file's name. */
  readonly recipe: string;
  close(): Promise<void>;
}

import type { Sha256 } from '../../../shared/domain/ids.ts';
import type { PictureQuality } from '../../../shared/domain/picture-quality.ts';
import type {
  DerivedImage,
  FullPictureRequest,
  FullPictureResult,
  Glance,
  LogoPicture,
  Portrait,
  PortraitRequest,
  ReadPhotoResult,
  RenderRequest,
  TurnRequest,
  Watermark,
  WatermarkSample,
  WatermarkSampleRequest,
} from '../../core/ports/images.ts';

/** What the pool asks of an image process. One request at a time. */
export interface ImageRequest {
  readonly id: number;
  readonly path: string;
  readonly derivedDir: string;
  /** See ReadPhotoRequest. */
  readonly quick?: true;
  readonly urgent?: true;
  /** Only what it looks like; the file is a derived image. */
  readonly onlyFingerprint?: true;
  /** Only what its pixels say, of this content. */
  readonly onlyQuality?: { readonly sha256: Sha256 };
  /** Only what its first bytes say, with or without a thumbnail. */
  readonly glance?: { readonly thumbnail: boolean };
  /** Only the full picture, with this content, written there. */
  readonly full?: Omit<FullPictureRequest, 'path'>;
  /** Only the derived images of a photo that she turned. */
  readonly turn?: TurnRequest;
  /** What the preview is to bear; absent: the marketplace's own. */
  readonly watermark?: Watermark;
  /** Only a picture with a design on it. */
  readonly sample?: Omit<WatermarkSampleRequest, 'path'>;
  /** Only a copy to export. */
  readonly render?: Omit<RenderRequest, 'path'>;
  /** Only a logo from outside, as pixels. */
  readonly logo?: Uint8Array;
  /** Only a portrait of her. */
  readonly portrait?: PortraitRequest;
}

/** Answer to `sample`. */
export interface SampleResult extends WatermarkSample {
  readonly outcome: 'sample';
}

/** Answer to `logo`. */
export interface LogoResult {
  readonly outcome: 'logo';
  readonly picture: LogoPicture | null;
}

/** Answer to `portrait`. */
export interface PortraitResult {
  readonly outcome: 'portrait';
  readonly portrait: Portrait;
}

/** Answer to `onlyFingerprint`. */
export interface FingerprintResult {
  readonly outcome: 'fingerprint';
  readonly fingerprint: string | null;
}

/** Answer to `onlyQuality`. */
export interface QualityResult {
  readonly outcome: 'quality';
  readonly quality: PictureQuality | null;
}

/** Answer to `glance`. */
export interface GlanceResult extends Glance {
  readonly outcome: 'glance';
}

/** Answer to `turn`. */
export interface TurnResult {
  readonly outcome: 'turned';
  readonly derived: readonly DerivedImage[] | null;
}

export type ImageResult =
  | ReadPhotoResult
  | FingerprintResult
  | QualityResult
  | FullPictureResult
  | GlanceResult
  | TurnResult
  | SampleResult
  | LogoResult
  | PortraitResult;

/** What an image process answers. */
export type ImageAnswer =
  /** First word of a process: by its number its memory is watched from outside. */
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly id: number; readonly kind: 'result'; readonly result: ImageResult; readonly memory: number }
  /** Derived images could not be written; the photograph itself is not to blame. */
  | { readonly id: number; readonly kind: 'not-written'; readonly diskFull: boolean; readonly reason: string }
  /** The program failed, whatever the photograph; `reason` says where. */
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string }
  /** The process is about to end because this photograph takes more memory than it may. */
  | { readonly id: number; readonly kind: 'too-much-memory'; readonly memory: number };

/**
 * Resident memory (bytes) at which an image process gives up the photograph it works on, and is replaced: what a decoder takes
 * between two looks (about 2 MB a millisecond) stays under a gigabyte.
 */
export const MEMORY_LIMIT = 880 * 1024 * 1024;

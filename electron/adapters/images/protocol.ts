import type { FullPictureRequest, FullPictureResult, ReadPhotoResult } from '../../core/ports/images.ts';

/** What the pool asks of an image process. One request at a time. */
export interface ImageRequest {
  readonly id: number;
  readonly path: string;
  readonly derivedDir: string;
  /** Only what it looks like; the file is a derived image. */
  readonly onlyFingerprint?: true;
  /** Only the full picture, with this content, written there. */
  readonly full?: Omit<FullPictureRequest, 'path'>;
}

/** Answer to `onlyFingerprint`. */
export interface FingerprintResult {
  readonly outcome: 'fingerprint';
  readonly fingerprint: string | null;
}

export type ImageResult = ReadPhotoResult | FingerprintResult | FullPictureResult;

/** What an image process answers. */
export type ImageAnswer =
  | { readonly id: number; readonly kind: 'result'; readonly result: ImageResult; readonly memory: number }
  /** Derived images could not be written; the photograph itself is not to blame. */
  | { readonly id: number; readonly kind: 'not-written'; readonly diskFull: boolean; readonly reason: string }
  /** The process is about to end because this photograph takes more memory than it may. */
  | { readonly id: number; readonly kind: 'too-much-memory'; readonly memory: number };

/** Resident memory (bytes) at which an image process gives up the photograph it works on, and is replaced. */
export const MEMORY_LIMIT = 1024 * 1024 * 1024;

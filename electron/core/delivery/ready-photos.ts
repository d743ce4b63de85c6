import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Description } from '../../../shared/domain/description.ts';
import type { PhotoId, Sha256 } from '../../../shared/domain/ids.ts';
import type { DerivedKind, Format, Orientation } from '../../../shared/domain/photo.ts';
import type { PhotoRights } from '../../../shared/domain/photo-rights.ts';
import type { RuleFinding } from '../../../shared/domain/rules.ts';

/** A photo that may be sent now: approved, no hard rule broken, a file of it reachable. */
export interface ReadyPhoto {
  readonly id: PhotoId;
  readonly sha256: Sha256;
  readonly fileName: string;
  readonly format: Format;
  /** Bytes of the original. */
  readonly size: number;
  readonly description: Description;
  /** What she says of this photo alone; absent: as of all. */
  readonly rights?: PhotoRights;
  /** EXIF orientation, where she turned it. */
  readonly orientation?: Orientation;
}

/** A selection, sorted by what may happen to it. */
export interface Readiness {
  readonly ready: readonly ReadyPhoto[];
  readonly refusedByRules: readonly { readonly id: PhotoId; readonly findings: RuleFinding[] }[];
  readonly fileMissing: readonly { readonly id: PhotoId; readonly path: string }[];
  readonly alreadyQueued: number;
  readonly alreadySent: number;
  readonly notApproved: number;
  /** They stand behind the face of a stack, which alone is sent. */
  readonly behindFace: number;
}

/** What delivery needs of the library. */
export interface ReadyPhotos {
  /** `chosen`: she named these very photos, so that neither approval nor a stack decides. */
  readyForDelivery(selection: PhotoSelection, why?: 'chosen'): Readiness;
  /** Path of a derived image; null while there is none. */
  picture(id: PhotoId, kind: DerivedKind): string | null;
  /** Makes those again that made room for others; one that can't be made is simply not there. */
  ensurePictures?(id: PhotoId, signal?: AbortSignal): Promise<void>;
}

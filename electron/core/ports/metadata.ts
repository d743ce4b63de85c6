import type { Label, Orientation, Review } from '../../../shared/domain/photo.ts';
import type { PhotoRights, RightsField, WrittenRights } from '../../../shared/domain/photo-rights.ts';

/** What goes into the sent copy, in EXIF, IPTC-IIM and XMP alike (MWG Guidelines 2.0). */
export interface SentMetadata extends WrittenRights {
  readonly title: string;
  readonly caption: string;
  readonly keywords: readonly string[];
  readonly place: string;
  readonly keepGps: boolean;
  /** EXIF orientation of a photo that she turned; absent: as the file says. */
  readonly orientation?: Orientation;
}

/** What a file says of its photo, of all that the catalogue keeps; what it does not say is absent. */
export interface SaidWords {
  readonly title?: string;
  readonly caption?: string;
  readonly keywords?: readonly string[];
  readonly place?: string;
  /** 1–5. */
  readonly rating?: number;
  readonly label?: Label;
  readonly review?: Exclude<Review, 'unreviewed'>;
  /** Whose it is and what may be done with it. Read of sidecars alone, to tell whether they say what she does. */
  readonly rights?: PhotoRights;
}

/** Words to write beside what others wrote. An absent field stays as it is; an empty one is taken out. */
export interface WordsToWrite extends Partial<WrittenRights> {
  readonly title: string;
  readonly caption: string;
  readonly keywords: readonly string[];
  readonly place: string;
  readonly rating: number;
  readonly rejected: boolean;
  readonly label?: Label | null;
  /** Rights that were hers when the file was last written and are no more: taken out. */
  readonly rightsTakenBack?: readonly RightsField[];
}

export interface ExifTag {
  readonly group: string;
  readonly tag: string;
  readonly value: string;
}

/** Complete reading and lossless writing of metadata (ExifTool). */
export interface Metadata {
  /** Writes into `path`, which must be a copy: image data stays bit for bit, GPS, serial numbers and embedded thumbnails go. */
  writeSent(path: string, metadata: SentMetadata, signal?: AbortSignal): Promise<void>;
  /**
   * Copies what `from` says of itself (but not how its picture is to be decoded or turned) into `to`, a picture made from it:
   * upright, sRGB. Absent where nothing is converted.
   */
  copyInto?(from: string, to: string, signal?: AbortSignal): Promise<void>;
  /** Every tag, as text. */
  readAll(path: string, signal?: AbortSignal): Promise<ExifTag[]>;
  /** What a sidecar (XMP) says; null when it can't be read. Absent where no sidecars are read. */
  readSidecar?(path: string, signal?: AbortSignal): Promise<SaidWords | null>;
  /**
   * Writes words into a sidecar or a picture, which must be a working copy, and leaves everything else in it alone. A picture
   * gets them in EXIF, IPTC-IIM and XMP alike. Errors: metadata-unwritable, disk-full.
   */
  writeWords?(path: string, words: WordsToWrite, signal?: AbortSignal): Promise<void>;
  /** A digest of the picture alone, whatever stands in its metadata; null where none can be made. */
  pictureDigest?(path: string, signal?: AbortSignal): Promise<string | null>;
  /** The version of the program behind it, where there is one. */
  version?(): Promise<string>;
  close(): Promise<void>;
}

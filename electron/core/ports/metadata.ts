import type { Orientation } from '../../../shared/domain/photo.ts';

/** What goes into the sent copy, in EXIF, IPTC-IIM and XMP alike (MWG Guidelines 2.0). */
export interface SentMetadata {
  readonly title: string;
  readonly caption: string;
  readonly keywords: readonly string[];
  readonly place: string;
  readonly creator: string;
  readonly copyright: string;
  /** The line to print beside the picture; empty or absent: as the file says. */
  readonly credit?: string;
  readonly usageTerms?: string;
  /** Says in the file that it may not be used to train machines (PLUS: plus:DataMining). */
  readonly noAiTraining?: boolean;
  readonly keepGps: boolean;
  /** EXIF orientation of a photo that she turned; absent: as the file says. */
  readonly orientation?: Orientation;
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
  /** The version of the program behind it, where there is one. */
  version?(): Promise<string>;
  close(): Promise<void>;
}

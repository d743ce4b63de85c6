/** A mounted drive, card or share. */
export interface Volume {
  /** Where it is mounted: `/media/awa/CARTE`, `E:\`, `/`. */
  readonly path: string;
  /** What it keeps wherever it is mounted (file system UUID, serial number, address of a share); null when nothing tells. */
  readonly id: string | null;
  /** Bytes in all; with `id` null the only mark it has. 0: unknown. */
  readonly capacity: number;
  readonly kind: 'fixed' | 'removable' | 'network';
}

/** Drives, cards and shares, as the system knows them. Never fails: what can't be told is left out. */
export interface Volumes {
  /** Everything mounted where photographs may lie. */
  list(): Promise<readonly Volume[]>;
  /** The volume that a path lies on, or would lie on; null when nothing tells. */
  holding(path: string): Promise<Volume | null>;
}

/** How news of a folder comes: by the system's events, or by looking at it from time to time, and then why. */
export type WatchMethod =
  | { readonly by: 'events' }
  | { readonly by: 'polling'; readonly because: 'network' | 'removable' | 'too-many-folders' };

export interface WatchListener {
  /** Something directly in this folder may have changed. A hint, never the truth: it comes late, twice, or for nothing. */
  changed(folder: string): void;
  /** Hints got lost: anything below the watched folder may have changed. */
  lost(): void;
  /** The watched folder itself went (unmounted, renamed, deleted): nothing more will come, watch it again. */
  ended(): void;
  /** Said once at the beginning, and again when it changes. */
  method(method: WatchMethod): void;
  failed(error: unknown): void;
}

export interface WatchRequest {
  /** The folder, with everything below it. */
  readonly folder: string;
  /** Which folders below it are of interest. */
  readonly enter: (folder: string) => boolean;
}

/**
 * Says that something below a folder may have changed. The ingest then compares the folder with the catalogue (measured: every
 * watcher misses or repeats events, see docs/decisions). Memory grows with folders, never with files.
 */
export interface Watcher {
  /** Answers when everything that was there at the call is watched. */
  watch(request: WatchRequest, listener: WatchListener): Promise<Watching>;
}

export interface Watching {
  close(): Promise<void>;
}

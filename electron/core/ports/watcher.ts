/**
 * Says that something below a folder may have changed. A hint, never the truth: the ingest compares the folder with the
 * catalogue (measured: every watcher misses or repeats events, see docs/decisions).
 */
export interface Watcher {
  watch(
    folder: string,
    onHint: (changedFolder: string) => void,
    onError: (error: unknown) => void,
  ): Promise<{ close(): Promise<void> }>;
}

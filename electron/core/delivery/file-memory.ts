import { open } from 'node:fs/promises';

/** Read at once at most, bytes: so often cancelling is heard, and whoever looks at each stretch lets others by. */
const READ_BYTES = 1024 * 1024;
/** Photographs larger than this are read into memory of their own, which is given back: 64 MiB. */
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Memory for one whole file at a time. Photographs are read one after the other, 5 to 50 MB each; asking for new memory each
 * time costs more in tidying up than the reading does.
 */
export class FileMemory {
  #kept = Buffer.alloc(0);

  /**
   * The file's bytes, valid until the next reading; each stretch is shown to `look` as it comes. A file that grows meanwhile is
   * read to its new end. Errors: as reading.
   */
  async read(path: string, signal: AbortSignal, look: (stretch: Buffer) => void = () => {}): Promise<Buffer> {
    const file = await open(path);
    try {
      let memory = this.#of((await file.stat()).size + 1);
      let filled = 0;
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await file.read(memory, filled, Math.min(READ_BYTES, memory.length - filled));
        if (bytesRead === 0) return memory.subarray(0, filled);
        look(memory.subarray(filled, filled + bytesRead));
        filled += bytesRead;
        if (filled === memory.length) memory = Buffer.concat([memory], memory.length + READ_BYTES);
      }
    } finally {
      await file.close();
    }
  }

  #of(size: number): Buffer {
    if (size > KEPT_BYTES) return Buffer.allocUnsafe(size);
    if (size > this.#kept.length) this.#kept = Buffer.allocUnsafe(Math.min(KEPT_BYTES, Math.ceil(size * 1.25)));
    return this.#kept;
  }
}

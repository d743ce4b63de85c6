import { open } from 'node:fs/promises';

/** On the disk before it takes the place of another: a power cut leaves one or the other, whole. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

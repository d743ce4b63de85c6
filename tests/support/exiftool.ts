import { execFileSync } from 'node:child_process';
import { exiftoolPath } from 'exiftool-vendored';

const program = await exiftoolPath();

/** ExifTool itself, apart from the adapter that is tested: what it prints. */
export function exiftool(...words: readonly string[]): string {
  return execFileSync(program, [...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

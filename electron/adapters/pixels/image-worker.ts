import sharp from 'sharp';
import { type ImageAnswer, type ImageRequest, type ImageResult, MEMORY_LIMIT } from '../images/protocol.ts';
import { renderPicture } from './export-picture.ts';
import { fingerprintOfFile } from './fingerprint.ts';
import { makeFullPicture } from './full-picture.ts';
import { glance } from './glance.ts';
import { drawPortrait } from './portrait.ts';
import { qualityOfFile } from './quality-of-file.ts';
import { readPhoto } from './read-photo.ts';
import { isBug, reasonOf } from './refusal.ts';
import { makeTurnedPictures } from './turned-pictures.ts';
import { drawLogo } from './watermark-logo.ts';
import { makeSample } from './watermark-sample.ts';

/** How often (ms) the process looks at its own memory while it works. */
const WATCH_EVERY_MS = 25;

/** Prepares libvips for one photograph at a time: two processes with one thread each beat one process with two (measured). */
export function prepareImageWorker(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}

/** Reads one photograph and answers. `giveUp` is called when it takes more memory than it may; the process must end then. */
export async function serveImageRequest(
  request: ImageRequest,
  answer: (answer: ImageAnswer) => void,
  giveUp: () => void,
): Promise<void> {
  const { id } = request;
  const watch = setInterval(() => {
    const memory = process.memoryUsage.rss();
    if (memory < MEMORY_LIMIT) return;
    clearInterval(watch);
    answer({ id, kind: 'too-much-memory', memory });
    giveUp();
  }, WATCH_EVERY_MS);
  try {
    const result = await work(request);
    answer({ id, kind: 'result', result, memory: process.memoryUsage.rss() });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const writing = typeof code === 'string' && WRITE_FAILURES.has(code);
    if (writing)
      answer({ id, kind: 'not-written', diskFull: code === 'ENOSPC' || code === 'EDQUOT', reason: reasonOf(error) });
    // A fault of the program is none of the photograph's: every other one would meet it as well.
    else if (isBug(error) && !request.glance)
      answer({ id, kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    // Everything else that nobody foresaw is the photograph's doing.
    else
      answer({
        id,
        kind: 'result',
        result: { outcome: 'refused', code: 'damaged', detail: reasonOf(error) },
        memory: process.memoryUsage.rss(),
      });
  } finally {
    clearInterval(watch);
  }
}

async function work({
  path,
  derivedDir,
  quick,
  onlyFingerprint,
  onlyQuality,
  full,
  glance: glanced,
  turn,
  watermark,
  sample,
  logo,
  portrait,
  render,
}: ImageRequest): Promise<ImageResult> {
  if (sample) return { outcome: 'sample', ...(await makeSample({ path, ...sample })) };
  if (render) return renderPicture({ path, ...render });
  if (logo) return { outcome: 'logo', picture: await drawLogo(logo) };
  if (portrait) return { outcome: 'portrait', portrait: await drawPortrait(portrait) };
  if (turn) return { outcome: 'turned', derived: await makeTurnedPictures(turn) };
  if (glanced) return { outcome: 'glance', ...(await glance(path, glanced.thumbnail)) };
  if (onlyFingerprint) return { outcome: 'fingerprint', fingerprint: await fingerprintOfFile(path) };
  if (onlyQuality) return { outcome: 'quality', quality: await qualityOfFile(path, onlyQuality.sha256) };
  return full
    ? makeFullPicture({ path, ...full })
    : readPhoto({ path, derivedDir, quick: quick === true, ...(watermark && { watermark }) });
}

const WRITE_FAILURES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'EIO', 'EMFILE']);

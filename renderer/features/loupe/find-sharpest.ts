import { z } from 'zod';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import { pictureAddress, studio } from '../../host/studio.ts';
import type { Point } from './geometry.ts';

const answer = z.object({ request: z.int(), point: z.object({ x: z.number(), y: z.number() }).nullable() });

let worker: Worker | null = null;
let lastRequest = 0;
const waiting = new Map<number, (point: Point | null) => void>();
/** A photo is measured once; the picture's version is part of its name. */
const known = new Map<string, Promise<Point | null>>();

function measuring(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./sharpness-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<unknown>) => {
    const { request, point } = answer.parse(data);
    waiting.get(request)?.(point);
    waiting.delete(request);
  };
  worker.onerror = () => {
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
    worker = null;
  };
  return worker;
}

/**
 * Where a photo is sharpest, each side 0 to 1; null where nothing is. From the whole photograph; where its file is away from
 * its largest thumbnail, never from the preview, whose watermark would be the sharpest thing in it.
 */
export function findSharpest(photo: PhotoSummary): Promise<Point | null> {
  const name = `${String(photo.id)} ${String(photo.pictureVersion)} ${String(photo.offline)}`;
  const before = known.get(name);
  if (before) return before;
  const found = measure(photo);
  known.set(name, found);
  // Why there was none may have passed by the next look.
  void found.then(
    (point) => point ?? known.delete(name),
    () => known.delete(name),
  );
  return found;
}

async function measure(photo: PhotoSummary): Promise<Point | null> {
  const { state } = await studio.looking.full({ id: photo.id });
  const kind = state === 'ready' ? 'full' : 'thumb800';
  const path = pictureAddress(photo.id, kind, photo.pictureVersion);
  const address = new URL(path, location.href).href;
  lastRequest += 1;
  const request = lastRequest;
  return new Promise((resolve) => {
    waiting.set(request, resolve);
    measuring().postMessage({ request, address });
  });
}

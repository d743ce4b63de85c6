import { dirname } from 'node:path';
import type { Glance, Images, ReadPhotoResult, Watermark } from '../../core/ports/images.ts';
import { recipeWith } from '../pixels/recipe.ts';
import { createProcessPool, type ImagePoolOptions } from './process-pool.ts';
import type { ImageResult } from './protocol.ts';

/** The Images port over processes that may die. */
export function createImagePool(options: ImagePoolOptions = {}): Images {
  const pool = createProcessPool(options);
  let watermark: Watermark | null = null;
  const marked = () => (watermark ? { watermark } : {});

  return {
    concurrency: pool.size,
    get recipe() {
      return recipeWith(watermark);
    },
    setWatermark(chosen) {
      watermark = chosen;
    },
    async read(request, signal) {
      const result = await pool.ask({ ...request, ...marked() }, signal);
      if (result.outcome === 'photo' || isSetback(result)) return result;
      throw notAsked();
    },
    async full({ path, ...full }, signal) {
      const result = await pool.ask({ path, derivedDir: dirname(full.target), full }, signal);
      if (result.outcome === 'made' || result.outcome === 'changed' || isSetback(result)) return result;
      throw notAsked();
    },
    async fingerprint(path, signal) {
      const result = await pool.ask({ path, derivedDir: '', onlyFingerprint: true }, signal);
      return result.outcome === 'fingerprint' ? result.fingerprint : null;
    },
    async quality(path, sha256, signal) {
      const result = await pool.ask({ path, derivedDir: '', onlyQuality: { sha256 } }, signal);
      return result.outcome === 'quality' ? result.quality : null;
    },
    async glance(path, thumbnail, signal) {
      const result = await pool.ask({ path, derivedDir: '', glance: { thumbnail } }, signal);
      return result.outcome === 'glance' ? result : NOTHING_SEEN;
    },
    async turn(request, signal) {
      const asked = {
        path: request.paths[0] ?? '',
        derivedDir: request.derivedDir,
        urgent: true,
        turn: { ...request, ...marked() },
      } as const;
      const result = await pool.ask(asked, signal);
      return result.outcome === 'turned' && result.derived ? [...result.derived] : null;
    },
    async sample({ path, ...sample }, signal) {
      const result = await pool.ask({ path, derivedDir: '', urgent: true, sample }, signal);
      return result.outcome === 'sample' ? result : { jpeg: null, missing: [], survives: true };
    },
    async render({ path, ...render }, signal) {
      const result = await pool.ask({ path, derivedDir: dirname(render.target), render }, signal);
      if (result.outcome === 'made' || result.outcome === 'changed' || isSetback(result)) return result;
      throw notAsked();
    },
    async logo(content, signal) {
      const result = await pool.ask({ path: '', derivedDir: '', urgent: true, logo: content }, signal);
      return result.outcome === 'logo' ? result.picture : null;
    },
    async portrait(portrait, signal) {
      const result = await pool.ask({ path: '', derivedDir: '', urgent: true, portrait }, signal);
      // A picture that a process died of is refused by the pool.
      return result.outcome === 'portrait' ? result.portrait : { outcome: 'unusable', kind: 'damaged', format: '' };
    },
    close: () => pool.close(),
  };
}

const NOTHING_SEEN: Glance = { captureDate: null, camera: null, thumbnail: null };

function isSetback(result: ImageResult): result is Exclude<ReadPhotoResult, { outcome: 'photo' }> {
  return result.outcome === 'refused' || result.outcome === 'unstable' || result.outcome === 'missing';
}

function notAsked(): Error {
  return new Error('an image process answered what it was not asked');
}

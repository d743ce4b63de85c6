import { hash } from 'node:crypto';
import {
  type WatermarkId,
  type WatermarkLogo,
  type WatermarkPreset,
  type Watermarks,
  watermarkId,
} from '../../../shared/contract/watermark.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { type PhotoId, sha256 } from '../../../shared/domain/ids.ts';
import { MARKETPLACE_WATERMARK, type WatermarkDesign } from '../../../shared/domain/watermark.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import type { Watermark } from '../ports/images.ts';
import { watermarksRepository } from './watermarks.repository.ts';

export interface WatermarkParts {
  readonly library: {
    /** A derived image without a mark; null when the photo has none. */
    picture(id: PhotoId, kind: 'thumb800'): string | null;
    remakeOutdated(): void;
  };
}

export type WatermarksFeature = ReturnType<typeof createWatermarks>;

/** Way in which marks are drawn: part of every digest, so that a better drawing makes previews anew. */
const DRAWING = 1;
/** Removed presets are kept so long (ms), to be restored. */
const KEPT_MS = 30 * 86_400_000;

/** Part of the recipe of previews that bear a design: 32 bits of its digest; '' for the marketplace's own. */
export function digestOf(design: WatermarkDesign): string {
  const { content, layout, anchor, size, opacity, angle, spacing, margin, tone } = design;
  const text = content.kind === 'text' ? content.text : content.logo;
  const placed = layout === 'tiled' ? [spacing] : [anchor, margin];
  const facts = (kind: string, ...rest: unknown[]) => JSON.stringify([DRAWING, kind, ...rest]);
  const own = MARKETPLACE_WATERMARK;
  const said = facts(content.kind, text, layout, size, opacity, angle, tone, ...placed);
  const ours = facts('text', 'Pouire', own.layout, own.size, own.opacity, own.angle, own.tone, own.spacing);
  return said === ours ? '' : hash('sha256', said).slice(0, 8);
}

/** Her watermarks: several presets, one of which previews bear. The images port draws what is chosen from then on. */
export function createWatermarks(context: StudioContext, { library }: WatermarkParts) {
  const { db, events, ports, log } = context;
  const rows = watermarksRepository(db);

  function presets(): WatermarkPreset[] {
    return rows.presets().flatMap(({ removedAt, ...preset }) => (removedAt === null ? [preset] : []));
  }

  function list(): Watermarks {
    const known = presets();
    const chosen = rows.chosen();
    return {
      presets: known,
      chosen: known.some(({ id }) => id === chosen) ? chosen : null,
      logos: rows.logos(),
    };
  }

  /** Errors: watermark-unknown, when its logo is not there. */
  function drawable(design: WatermarkDesign, id = digestOf(design)): Watermark {
    if (design.content.kind === 'text') return { id, design, logo: null };
    const logo = rows.logo(design.content.logo);
    if (!logo) throw new StudioError('watermark-unknown', {});
    return { id, design, logo };
  }

  /** What the preset with this id looks like; null: the marketplace's own. Errors: watermark-unknown. */
  function watermarkOf(id: WatermarkId | null): Watermark {
    if (id === null) return drawable(MARKETPLACE_WATERMARK);
    return drawable(known(id).design);
  }

  function known(id: WatermarkId): WatermarkPreset {
    const preset = presets().find((candidate) => candidate.id === id);
    if (!preset) throw new StudioError('watermark-unknown', {});
    return preset;
  }

  /** Tells the images port what previews bear now. True when that is another look than before. */
  function apply(): boolean {
    const before = ports.images.recipe;
    try {
      const { chosen } = list();
      ports.images.setWatermark?.(chosen === null ? null : watermarkOf(chosen));
    } catch (error) {
      log.warn('chosen watermark not drawable', { error });
      ports.images.setWatermark?.(null);
    }
    return ports.images.recipe !== before;
  }

  function changed(): void {
    const another = apply();
    events.emit({ type: 'settings-changed' });
    if (another) library.remakeOutdated();
  }

  function save(id: WatermarkId | null, name: string, design: WatermarkDesign): WatermarkPreset {
    drawable(design);
    const kept = rows.presets();
    if (id !== null && !kept.some((preset) => preset.id === id)) throw new StudioError('watermark-unknown', {});
    const newest = kept.reduce((most, preset) => Math.max(most, preset.id), 0);
    const preset = { id: id ?? watermarkId.parse(newest + 1), name, design };
    const saved = { ...preset, removedAt: null };
    rows.setPresets(
      id === null ? [...kept, saved] : kept.map((candidate) => (candidate.id === id ? saved : candidate)),
    );
    changed();
    return preset;
  }

  function setRemoved(id: WatermarkId, removedAt: number | null): WatermarkPreset {
    const kept = rows.presets();
    const preset = kept.find((candidate) => candidate.id === id);
    if (!preset) throw new StudioError('watermark-unknown', {});
    const old = ports.clock.now() - KEPT_MS;
    rows.setPresets(
      kept
        .filter((candidate) => candidate.id === id || candidate.removedAt === null || candidate.removedAt > old)
        .map((candidate) => (candidate.id === id ? { ...candidate, removedAt } : candidate)),
    );
    changed();
    return { id, name: preset.name, design: preset.design };
  }

  async function addLogo(name: string, content: string): Promise<WatermarkLogo> {
    const picture = await ports.images.logo?.(Buffer.from(content, 'base64'), context.lifetime);
    if (!picture) throw new StudioError('logo-unusable', { name });
    const { png, width, height } = picture;
    const logo = { sha256: sha256.parse(hash('sha256', png)), name, width, height };
    rows.keepLogo(logo, png);
    events.emit({ type: 'settings-changed' });
    return logo;
  }

  async function sample(photo: PhotoId, design: WatermarkDesign, ratio: number | null, signal?: AbortSignal) {
    const path = library.picture(photo, 'thumb800');
    const watermark = drawable(design, 'draft');
    const made = await ports.images.sample?.({ path: path ?? '', watermark, ratio }, signal);
    if (!made) throw new StudioError('not-supported-here', { what: 'watermarks.sample' });
    return {
      jpeg: made.jpeg && Buffer.from(made.jpeg).toString('base64'),
      missing: [...made.missing],
      survives: made.survives,
    };
  }

  apply();

  return {
    list,
    watermarkOf,
    router: (os: ContractImplementer) => ({
      watermarks: {
        list: os.watermarks.list.handler(() => list()),
        save: os.watermarks.save.handler(({ input }) => save(input.id, input.name, input.design)),
        remove: os.watermarks.remove.handler(({ input }) => {
          setRemoved(input.id, ports.clock.now());
          return {};
        }),
        restore: os.watermarks.restore.handler(({ input }) => setRemoved(input.id, null)),
        choose: os.watermarks.choose.handler(({ input }) => {
          if (input.id !== null) known(input.id);
          rows.choose(input.id);
          changed();
          return list();
        }),
        addLogo: os.watermarks.addLogo.handler(({ input }) => addLogo(input.name, input.content)),
        sample: os.watermarks.sample.handler(({ input, signal }) =>
          sample(input.photo, input.design, input.ratio, signal),
        ),
      },
    }),
  };
}

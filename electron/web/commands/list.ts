import type { PhotoDetail, PhotoSort, PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { StudioClient } from '../../core/studio.ts';
import { readFilter } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';

export interface ListOptions {
  readonly query?: string;
  readonly filter: readonly string[];
  readonly limit: number;
  readonly sort: PhotoSort;
}

/** Photos asked for at once: one page of the catalogue. */
const PAGE = 500;

export async function list(context: CommandContext, options: ListOptions): Promise<CommandResult> {
  const { terminal } = context;
  const filter = readFilter(options.query, options.filter);
  const { client } = await context.studio();
  const { total } = await client.photos.counts({ filter });
  const found: PhotoSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<StudioClient['photos']['page']>> = await client.photos.page({
      filter,
      sort: options.sort,
      direction: options.sort === 'name' ? 'asc' : 'desc',
      cursor,
      limit: Math.min(PAGE, options.limit - found.length),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < options.limit && !context.signal.aborted);

  if (!terminal.json) {
    for (const photo of found) terminal.line(row(photo));
    if (found.length < total) terminal.say('list.shown', { shown: found.length, total });
    else terminal.say('list.total', { total });
    return { exitCode: 0 };
  }
  const items: Listed[] = [];
  for (let from = 0; from < found.length && !context.signal.aborted; from += PAGE) {
    const ids = found.slice(from, from + PAGE).map((photo) => photo.id);
    items.push(...(await client.photos.details({ ids })).map(listed));
  }
  return { exitCode: 0, json: { total, items } };
}

type Listed = ReturnType<typeof listed>;

/** What a program gets of one photo. */
function listed(detail: PhotoDetail) {
  return {
    id: detail.id,
    path: detail.files[0]?.path ?? null,
    sha256: detail.sha256,
    fileName: detail.fileName,
    title: detail.title,
    takenAt: detail.captureDate,
    width: detail.width,
    height: detail.height,
    camera: detail.camera,
    lens: detail.lens,
    review: detail.review,
    delivery: detail.delivery,
    moderation: detail.moderation,
    rating: detail.rating,
    label: detail.label,
    format: detail.format,
    brokenRules: detail.brokenRules,
    offline: detail.offline,
    remoteId: detail.remoteId,
  };
}

const REVIEW_SIGNS = { approved: '✓', rejected: '✕', unreviewed: '·' } as const;

function row(photo: PhotoSummary): string {
  const stars = '★'.repeat(photo.rating).padEnd(5);
  const date = photo.captureDate?.replace('T', ' ') ?? ' '.repeat(19);
  const title = photo.title === '' ? '' : ` — ${photo.title}`;
  return `${String(photo.id).padStart(6)}  ${REVIEW_SIGNS[photo.review]} ${stars} ${date}  ${photo.width}×${photo.height}  ${photo.fileName}${title}`;
}

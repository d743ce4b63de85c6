import type { z } from 'zod';
import { problem } from '../../../../shared/contract/delivery.contract.ts';
import type { PhotoDetail } from '../../../../shared/contract/library.contract.ts';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import { orientation } from '../../../../shared/domain/photo.ts';
import { findBrokenRules } from '../../../../shared/domain/rules.ts';
import { descriptionOf, qualityOf, ruleSubjectOf } from './photo-words.ts';
import type { PhotosRepository } from './photos.repository.ts';

/** Everything the catalogue knows of photos, in the order asked; unknown ids are left out. Five queries, however many there are. */
export function photoDetails(photos: PhotosRepository, ids: readonly PhotoId[]): PhotoDetail[] {
  const summaries = photos.summaries(ids);
  const rows = new Map(photos.rows(ids).map((row) => [row.id, row]));
  const files = photos.filesOf(ids);
  const remotes = photos.remotesOf(ids);
  const problems = photos.deliveryProblemsOf(ids);
  return summaries.flatMap((summary) => {
    const row = rows.get(summary.id);
    if (!row) return [];
    const remote = remotes.get(row.id);
    const lastProblem = problems.get(row.id) ?? null;
    return [
      {
        ...summary,
        ...descriptionOf(row),
        camera: row.camera,
        lens: row.lens,
        exposureTime: row.exposure_time,
        fNumber: row.f_number,
        iso: row.iso,
        focalLength: row.focal_length,
        orientation: orientation.parse(row.orientation),
        hasGps: row.latitude !== null && row.longitude !== null,
        iccProfile: row.icc_profile,
        size: row.size,
        addedAt: row.added_at,
        files: (files.get(row.id) ?? []).map((file) => ({
          path: file.path,
          folderId: file.folder_id,
          size: file.size,
          modifiedAt: Number(BigInt(file.mtime_ns) / 1_000_000n),
          state: file.state,
        })),
        quality: qualityOf(row),
        sentAlike: row.sent_alike === null ? null : photoId.parse(row.sent_alike),
        findings: findBrokenRules(ruleSubjectOf(row)),
        remoteId: remote?.id ?? null,
        rejectionReason: remote?.rejection_reason ?? null,
        deliveryProblem: lastProblem === null ? null : readProblem(lastProblem),
        viewsCount: remote?.views_count ?? null,
        salesCount: remote?.sales_count ?? null,
      },
    ];
  });
}

/** The delivery feature writes it; an older or broken one is still said, as what it is. */
function readProblem(text: string): z.infer<typeof problem> {
  const read = problem.safeParse(JSON.parse(text));
  return read.success ? read.data : { code: 'unknown', facts: { text: text.slice(0, 500) } };
}

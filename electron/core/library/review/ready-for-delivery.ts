import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { orientation, turnedOrientation } from '../../../../shared/domain/photo.ts';
import { readRights } from '../../../../shared/domain/photo-rights.ts';
import { blocksSending, findBrokenRules } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import type { Readiness, ReadyPhoto } from '../../delivery/ready-photos.ts';
import { descriptionOf, ruleSubjectOf } from '../photos/photo-words.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { reviewRepository } from './review.repository.ts';

/** What delivery is told, with the file that was there at the last look. */
interface FoundReadiness extends Readiness {
  readonly ready: readonly (ReadyPhoto & { readonly path: string })[];
}

const CHUNK = 2_000;

/**
 * Goes through the selection in the order of its ids. Ids that are not in the catalogue are left out. `chosen`: she named these
 * very photos, so that neither her review nor a stack nor an earlier delivery decides.
 */
export function readinessOf(context: StudioContext, ids: readonly PhotoId[], chosen = false): FoundReadiness {
  const rows = reviewRepository(context.db);
  const photos = photosRepository(context.db);
  const ready: FoundReadiness['ready'][number][] = [];
  const refusedByRules: Readiness['refusedByRules'][number][] = [];
  const fileMissing: Readiness['fileMissing'][number][] = [];
  let alreadyQueued = 0;
  let alreadySent = 0;
  let notApproved = 0;
  let behindFace = 0;
  const stacks = stacksRepository(context.db);
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const behind = new Set(stacks.stacksOf(chunk).flatMap(({ id, isFace }) => (isFace ? [] : [id])));
    // The marketplace has the photo, if in another version.
    const sentOtherwise = new Set(stacks.sentOtherwise(chunk));
    for (const row of rows.rows(chunk)) {
      if (!chosen && behind.has(row.id)) behindFace += 1;
      else if (!chosen && (row.delivery === 'sent' || sentOtherwise.has(row.id))) alreadySent += 1;
      else if (!chosen && (row.delivery === 'queued' || row.delivery === 'sending')) alreadyQueued += 1;
      else if (!chosen && row.review !== 'approved') notApproved += 1;
      else {
        const findings = findBrokenRules(ruleSubjectOf(row));
        const path = photos.presentPath(row.id);
        if (blocksSending(findings)) refusedByRules.push({ id: row.id, findings });
        else if (path === null) fileMissing.push({ id: row.id, path: photos.files(row.id)[0]?.path ?? row.file_name });
        else {
          ready.push({
            id: row.id,
            sha256: row.sha256,
            fileName: row.file_name,
            format: row.format,
            size: row.size,
            description: descriptionOf(row),
            path,
            ...(row.rights === null ? {} : { rights: readRights(row.rights) }),
            ...(row.turn === 0 ? {} : { orientation: turnedOrientation(orientation.parse(row.orientation), row.turn) }),
          });
        }
      }
    }
  }
  return { ready, refusedByRules, fileMissing, alreadyQueued, alreadySent, notApproved, behindFace };
}

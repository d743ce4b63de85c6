import type { Description } from '../../../../shared/domain/description.ts';
import type { PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import { type Format, type Orientation, orientation, turnedOrientation } from '../../../../shared/domain/photo.ts';
import { type PhotoRights, readRights } from '../../../../shared/domain/photo-rights.ts';
import { blocksSending, findBrokenRules, type RuleFinding } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import { descriptionOf, ruleSubjectOf } from '../photos/photo-words.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { reviewRepository } from './review.repository.ts';

/** A photo that may be sent now, with what a delivery is made of. */
export interface ReadyPhoto {
  readonly id: PhotoId;
  readonly sha256: Sha256;
  readonly fileName: string;
  readonly format: Format;
  /** Bytes of the original. */
  readonly size: number;
  readonly description: Description;
  /** What she says of this photo alone; absent: as of all. */
  readonly rights?: PhotoRights;
  /** EXIF orientation, where she turned it. */
  readonly orientation?: Orientation;
  /** A file of it that was there at the last look. */
  readonly path: string;
}

/** A selection sorted by what may happen to it. */
export interface DeliveryReadiness {
  readonly ready: ReadyPhoto[];
  readonly refusedByRules: { id: PhotoId; findings: RuleFinding[] }[];
  /** Approved and rule-clean, but no file of it can be reached now. */
  readonly fileMissing: { id: PhotoId; path: string }[];
  readonly alreadyQueued: number;
  readonly alreadySent: number;
  readonly notApproved: number;
  /** They stand behind the face of a stack, which alone is sent. */
  readonly behindFace: number;
}

const CHUNK = 2_000;

/**
 * Goes through the selection in the order of its ids. Ids that are not in the catalogue are left out. `chosen`: she named these
 * very photos, so that neither her review nor a stack nor an earlier delivery decides.
 */
export function readinessOf(context: StudioContext, ids: readonly PhotoId[], chosen = false): DeliveryReadiness {
  const rows = reviewRepository(context.db);
  const photos = photosRepository(context.db);
  const ready: ReadyPhoto[] = [];
  const refusedByRules: DeliveryReadiness['refusedByRules'] = [];
  const fileMissing: DeliveryReadiness['fileMissing'] = [];
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

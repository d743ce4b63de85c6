import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { findBrokenRules, type RuleFinding, ruleBits } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import { ruleSubjectOf } from '../photos/photo-words.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import type { EditedColumns } from './edits.repository.ts';
import { type ReviewRow, reviewRepository } from './review.repository.ts';

/** Rows in memory at once. */
const CHUNK = 2_000;

export type EditedPhotos = ReturnType<typeof editedPhotos>;

/** What every edit of photos needs, whatever it changes: which they are, how one is written, who hears of it. */
export function editedPhotos({ db, events }: Pick<StudioContext, 'db' | 'events'>) {
  const photos = reviewRepository(db);
  const stacks = stacksRepository(db);
  return {
    /** With the files behind those that are faces of pairs: they are the same photo. */
    withPairs(ids: readonly PhotoId[]): readonly PhotoId[] {
      const behind = stacks.behind(ids, 'pair');
      return behind.length === 0 ? ids : [...new Set([...ids, ...behind.map((member) => member.id)])];
    },

    /** How many of these she would count: what stands behind one of the others is part of it. */
    counted(ids: readonly PhotoId[]): number {
      const among = new Set(ids);
      const behind = stacks.behind(ids, 'pair').filter(({ id }) => among.has(id));
      return ids.length - new Set(behind.map(({ id }) => id)).size;
    },

    *rowsOf(ids: readonly PhotoId[]): Generator<ReviewRow> {
      for (let start = 0; start < ids.length; start += CHUNK) yield* photos.rows(ids.slice(start, start + CHUNK));
    },

    /** Writes what changed of a photo, with its counts of broken rules, which are returned with the rules themselves. */
    write(row: ReviewRow, columns: EditedColumns, at: number): RuleFinding[] {
      const findings = findBrokenRules(ruleSubjectOf(Object.assign({}, row, columns)));
      const errors = findings.filter((finding) => finding.severity === 'error').length;
      const bits = ruleBits(findings.map(({ rule }) => rule));
      photos.write(row, columns, { errors, warnings: findings.length - errors, bits }, at);
      return findings;
    },

    /** Every edit may move photos in or out of some filter, the search included. */
    announce(ids: readonly PhotoId[]): void {
      if (ids.length > 0) events.emit({ type: 'photos-changed', ids: [...ids], membership: true });
    },
  };
}

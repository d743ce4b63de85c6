import type { Description, DescriptionPatch } from '../../../../shared/domain/description.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { type PhotoRights, readRights, writeRights } from '../../../../shared/domain/photo-rights.ts';
import { blocksSending, type RuleFinding } from '../../../../shared/domain/rules.ts';
import type { StudioContext } from '../../context.ts';
import { columnsOf, descriptionOf } from '../photos/photo-words.ts';
import type { HeardWords } from '../sidecars/read-sidecars.ts';
import type { EditedPhotos } from './edited-photos.ts';
import { type EditName, editsRepository, type PhotoEdit } from './edits.repository.ts';
import { differences } from './photo-edits.ts';
import { reviewRepository } from './review.repository.ts';
import { withPatch } from './with-patch.ts';

export type ChangeOfRights = (before: PhotoRights) => PhotoRights;

/** What is said of photos, by her or by their files: words and rights, each change one edit. */
export interface Rewording {
  /** Describes many photos in one transaction; `broken` names those of them that break rules now. */
  describe(
    ids: readonly PhotoId[],
    patch: DescriptionPatch,
  ): { updated: number; broken: { id: PhotoId; findings: RuleFinding[] }[] };
  /**
   * The same with words that differ from photo to photo; `blocked` counts those of them that may not be sent now. `change` is
   * called for the files behind the faces of pairs too.
   */
  rewordAll(
    ids: readonly PhotoId[],
    name: EditName,
    change: (before: Description, id: PhotoId) => Description,
    rights?: ChangeOfRights | null,
  ): { updated: number; blocked: number };
  /** Rights of many photos in one transaction, one step of undo. */
  changeRights(ids: readonly PhotoId[], change: ChangeOfRights): { updated: number };
  /**
   * What files said of photos, as one edit, so that undo brings hers back. Of an untouched photo it is no change of hers and no
   * edit. Inside a transaction; nothing is announced.
   */
  hear(heard: readonly HeardWords[]): void;
}

export function createRewording({ db, ports }: StudioContext, edited: EditedPhotos): Rewording {
  const photos = reviewRepository(db);
  const edits = editsRepository(db);

  /** Writes words in one transaction, one step of undo. `whenBroken` hears of those asked for that break rules now. */
  function reword(
    ids: readonly PhotoId[],
    name: EditName,
    change: (before: Description, id: PhotoId) => Description,
    whenBroken: (id: PhotoId, findings: RuleFinding[]) => void,
    rights: ChangeOfRights | null = null,
  ): number {
    const at = ports.clock.now();
    const changed = db.transaction(() => {
      const made: PhotoEdit[] = [];
      const asked = new Set(ids);
      for (const row of edited.rowsOf(edited.withPairs(ids))) {
        const edit = differences(row.id, row, {
          ...columnsOf(change(descriptionOf(row), row.id)),
          ...(rights && { rights: writeRights(rights(readRights(row.rights))) }),
        });
        const findings = edited.write(row, edit.after, at);
        if (Object.keys(edit.after).length > 0) made.push(edit);
        // A RAW behind its JPEG breaks rules that nobody asks it to keep.
        if (findings.length > 0 && asked.has(row.id)) whenBroken(row.id, findings);
      }
      const described = made.map((edit) => edit.id);
      if (made.length > 0) edits.record(name, at, made, { counted: edited.counted(described) });
      return described;
    });
    edited.announce(changed);
    return edited.counted(changed);
  }

  return {
    describe(ids, patch) {
      const broken: { id: PhotoId; findings: RuleFinding[] }[] = [];
      const updated = reword(
        ids,
        'describe',
        (before) => withPatch(before, patch),
        (id, findings) => broken.push({ id, findings }),
      );
      return { updated, broken };
    },

    rewordAll(ids, name, change, rights) {
      let blocked = 0;
      const count = (_: PhotoId, findings: RuleFinding[]) => {
        if (blocksSending(findings)) blocked += 1;
      };
      const updated = reword(ids, name, change, count, rights ?? null);
      return { updated, blocked };
    },

    changeRights(ids, change) {
      const at = ports.clock.now();
      const changed = db.transaction(() => {
        const made: PhotoEdit[] = [];
        for (const row of edited.rowsOf(edited.withPairs(ids))) {
          const edit = differences(row.id, row, { rights: writeRights(change(readRights(row.rights))) });
          if (Object.keys(edit.after).length === 0) continue;
          edited.write(row, edit.after, at);
          made.push(edit);
        }
        const all = made.map((edit) => edit.id);
        if (made.length > 0) edits.record('set-rights', at, made, { counted: edited.counted(all) });
        return all;
      });
      edited.announce(changed);
      return { updated: edited.counted(changed) };
    },

    hear(heard) {
      const at = ports.clock.now();
      const byId = new Map(heard.map((words) => [words.id, words]));
      const made: PhotoEdit[] = [];
      for (const row of edited.rowsOf([...byId.keys()])) {
        const words = byId.get(row.id);
        if (!words) continue;
        const edit = differences(row.id, row, words.columns);
        if (Object.keys(edit.after).length === 0) continue;
        edited.write(row, edit.after, words.untouched ? photos.addedAt(row.id) : at);
        if (!words.untouched) made.push(edit);
      }
      if (made.length > 0)
        edits.record('read-from-files', at, made, { counted: edited.counted(made.map(({ id }) => id)) });
    },
  };
}

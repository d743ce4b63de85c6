import { setImmediate } from 'node:timers/promises';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { RewordedPhoto, WordEditName } from '../../../shared/contract/wording.contract.ts';
import type { Description } from '../../../shared/domain/description.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { readRights, writeRights } from '../../../shared/domain/photo-rights.ts';
import type { TextFacts } from '../../../shared/domain/text-pattern.ts';
import { needsFacts, rerights, reword, type WordEdit, wordEditProblem } from '../../../shared/domain/word-edit.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { descriptionOf } from '../library/photos/photo-words.ts';
import { reviewRepository } from '../library/review/review.repository.ts';
import type { ReviewService } from '../library/review/review.service.ts';
import { stacksRepository } from '../library/stacks/stacks.repository.ts';
import { type WordingRow, wordingRepository } from './wording.repository.ts';

/** Photos looked at between two turns of others while a preview is made: some milliseconds. */
const CHUNK = 500;

interface WordingParts {
  readonly library: {
    resolve(selection: PhotoSelection): readonly PhotoId[];
    readonly rewordAll: ReviewService['rewordAll'];
  };
}

/** Changes of words that differ from photo to photo: found and replaced, with variables, pasted, of a template. */
export function createWording(context: StudioContext, { library }: WordingParts) {
  const review = reviewRepository(context.db);
  const stacks = stacksRepository(context.db);
  const wording = wordingRepository(context.db);

  /** What variables stand for, of each photo; what stands behind the face of a pair is the same photo as that. */
  function factsOf(ids: readonly PhotoId[], edit: WordEdit): ReadonlyMap<PhotoId, Omit<TextFacts, WordsInFacts>> {
    if (!needsFacts(edit)) return new Map();
    const behind = new Map(stacks.behind(ids, 'pair').map(({ id, face }) => [id, face]));
    const rows = wording.rows(ids.filter((id) => !behind.has(id)));
    const facts = new Map(rows.map((row, index) => [row.id, factsOfRow(row, index + 1)]));
    for (const [id, face] of behind) {
      const same = facts.get(face);
      if (same) facts.set(id, same);
    }
    return facts;
  }

  function withProblemSaid(edit: WordEdit): void {
    const problem = wordEditProblem(edit);
    if (problem === null) return;
    const detail = 'token' in problem ? problem.token : '';
    throw new StudioError('pattern-invalid', { pattern: problem.pattern, problem: problem.code, detail });
  }

  function reworder(ids: readonly PhotoId[], edit: WordEdit) {
    withProblemSaid(edit);
    const facts = factsOf(ids, edit);
    return (before: Description, id: PhotoId) => {
      const { title, caption, place } = before;
      const known = facts.get(id);
      return reword(before, edit, known ? { ...known, title, caption, place } : null);
    };
  }

  async function preview(selection: PhotoSelection, edit: WordEdit, examples: number, signal?: AbortSignal) {
    const ids = library.resolve(selection);
    const change = reworder(ids, edit);
    const rights = rerights(edit);
    const shown: RewordedPhoto[] = [];
    let changed = 0;
    let tooLong = 0;
    let photos = 0;
    for (let start = 0; start < ids.length; start += CHUNK) {
      if (start > 0) await setImmediate();
      signal?.throwIfAborted();
      const chunk = ids.slice(start, start + CHUNK);
      const rows = new Map(review.rows(chunk).map((row) => [row.id, row]));
      for (const id of chunk) {
        const row = rows.get(id);
        if (!row) continue;
        photos += 1;
        const before = descriptionOf(row);
        const reworded = change(before, id);
        if (reworded.tooLong.length > 0) tooLong += 1;
        const difference = differenceOf(before, reworded.after);
        if (difference === null) {
          if (rights && writeRights(rights(readRights(row.rights))) !== row.rights) changed += 1;
          continue;
        }
        changed += 1;
        if (shown.length < examples) shown.push({ id, fileName: row.file_name, ...difference });
      }
    }
    return { photos, changed, tooLong, examples: shown };
  }

  function apply(selection: PhotoSelection, edit: WordEdit, name: WordEditName) {
    const ids = library.resolve(selection);
    const change = reworder(ids, edit);
    let tooLong = 0;
    const words = (before: Description, id: PhotoId) => {
      const reworded = change(before, id);
      if (reworded.tooLong.length > 0) tooLong += 1;
      return reworded.after;
    };
    const { updated, blocked } = library.rewordAll(ids, name, words, rerights(edit));
    return { updated, tooLong, blocked };
  }

  return {
    preview,
    apply,
    router: (os: ContractImplementer) => ({
      wording: {
        preview: os.wording.preview.handler(({ input, signal }) =>
          preview(input.selection, input.edit, input.examples, signal),
        ),
        apply: os.wording.apply.handler(({ input }) => apply(input.selection, input.edit, input.name)),
      },
    }),
  };
}

type WordsInFacts = 'title' | 'caption' | 'place';

function factsOfRow(row: WordingRow, sequence: number): Omit<TextFacts, WordsInFacts> {
  return {
    captureDate: row.captureDate,
    folder: row.path.split(/[\\/]/).at(-2) ?? '',
    file: row.fileName.replace(/\.[^.]*$/, ''),
    camera: row.camera,
    lens: row.lens,
    sequence,
  };
}

/** The fields that differ, on both sides; null when none does. */
function differenceOf(before: Description, after: Description): Pick<RewordedPhoto, 'before' | 'after'> | null {
  const changed = Object.entries(after).filter(([field, value]) => {
    const old = Reflect.get(before, field);
    return Array.isArray(value) && Array.isArray(old)
      ? value.length !== old.length || value.some((item, index) => item !== old[index])
      : old !== value;
  });
  if (changed.length === 0) return null;
  return {
    before: Object.fromEntries(changed.map(([field]) => [field, Reflect.get(before, field)])),
    after: Object.fromEntries(changed),
  };
}

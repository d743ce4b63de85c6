import { hash } from 'node:crypto';
import { basename, dirname, extname } from 'node:path';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { type Format, SENDABLE_FORMATS } from '../../../../shared/domain/photo.ts';

/** What decides whether two files beside each other are one photo. */
export interface Candidate {
  readonly id: PhotoId;
  /** As stemOf gives it. */
  readonly stem: string;
  readonly format: Format;
  /** The camera's wall clock, to the second. */
  readonly captureDate: string | null;
  readonly camera: string | null;
}

/** A file's name without folder and extension, whatever its case: `DSC0001.NEF` and `dsc0001.jpg` have the same. */
export function stemOf(path: string): string {
  return basename(path, extname(path)).normalize('NFC').toLowerCase();
}

/**
 * What programs put behind the name of what they export: « -Edit » (Lightroom), « _01 » (Darktable), « (1) » (browsers, Windows),
 * « -2 », « - Copie », « _DxO_DeepPRIME », « -Enhanced-NR ». Three digits and more are a camera's counter.
 */
const SUFFIX = new RegExp(
  [
    String.raw`[-_ ]+(?:edit(?:ed)?|export(?:ed)?|retouch(?:ed|e|é|ée)?|modifi(?:e|é|ée)|copy|copie|enhanced(?:-\w{2,3})?|dxo(?:[-_ ]\w+)*)(?:[-_ ]?\d{1,2})?$`,
    String.raw`[-_ ]\d{1,2}$`,
    String.raw`[-_ ]*\(\d{1,2}\)$`,
  ].join('|'),
  'u',
);
/** Phones of Apple put an E before the number of what was edited: IMG_E1234 for IMG_1234. */
const APPLE_EDIT = /^img_e(?=\d{4}$)/;

/** The stem, and what is left of it as one suffix after the other is taken away. */
export function rootsOf(stem: string): string[] {
  const roots = [stem];
  for (;;) {
    const last = roots[roots.length - 1] ?? stem;
    const shorter = APPLE_EDIT.test(last) ? last.replace(APPLE_EDIT, 'img_') : last.replace(SUFFIX, '');
    if (shorter === last || shorter === '') return roots;
    roots.push(shorter);
  }
}

/** One number for all files that may be one photo: same folder, same name but for suffixes. 48 bits, which JavaScript holds. */
export function pairingKeyOf(path: string): number {
  const root = rootsOf(stemOf(path)).at(-1) ?? '';
  return Number.parseInt(hash('md5', `${dirname(path)}\0${root}`).slice(0, 12), 16);
}

/**
 * Which of the files beside each other are one photo. Same name: a RAW and the camera's JPEG or HEIC. Same name, or with an
 * export's suffix: versions taken in the same second by the same camera, which a RAW or another shot is never. The outcome
 * depends on the files alone, never on their order.
 */
export function groupsOf(candidates: readonly Candidate[]): PhotoId[][] {
  const byStem = Map.groupBy(candidates, (candidate) => candidate.stem);
  const groups = new Map<PhotoId, Set<PhotoId>>(candidates.map(({ id }) => [id, new Set([id])]));
  const join = (one: PhotoId, other: PhotoId) => {
    const [a, b] = [groups.get(one), groups.get(other)];
    if (!a || !b || a === b) return;
    for (const id of b) {
      a.add(id);
      groups.set(id, a);
    }
  };
  for (const [stem, named] of byStem) {
    const raws = named.filter(({ format }) => format === 'raw');
    for (const raw of raws)
      for (const other of named) if (isCameraPair(raw, other) || sameMoment(raw, other)) join(raw.id, other.id);
    if (raws.length > 0) continue;
    const originals = rootsOf(stem).slice(1).reverse();
    for (const version of named) {
      // All of them, so that it doesn't matter which is looked at first.
      const matching = originals.map((root) => (byStem.get(root) ?? []).filter((file) => sameMoment(file, version)));
      for (const original of matching.find((found) => found.length > 0) ?? []) join(original.id, version.id);
    }
  }
  return [...new Set(groups.values())].map((group) => [...group].sort((a, b) => a - b));
}

function isCameraPair(raw: Candidate, other: Candidate): boolean {
  return raw.format === 'raw' && (other.format === 'jpeg' || other.format === 'heic');
}

function sameMoment(one: Candidate, other: Candidate): boolean {
  return one.captureDate !== null && one.captureDate === other.captureDate && one.camera === other.camera;
}

/** What is asked of the members of a stack to know which of them shows. */
export interface FaceCandidate {
  readonly id: PhotoId;
  readonly format: Format;
  readonly fileName: string;
  /** All its files are known to be gone, or a rule leaves it out. */
  readonly missing: boolean;
  /** The marketplace has it, or it is on its way. */
  readonly delivered: boolean;
}

/** RAW last, whatever formats there will be. */
const FORMAT_RANK: readonly Format[] = ['jpeg', 'png', 'heic', 'tiff', 'webp'];
function rankOf(format: Format): number {
  const rank = FORMAT_RANK.indexOf(format);
  return format === 'raw' ? 99 : rank === -1 ? FORMAT_RANK.length : rank;
}

/**
 * Members from the one that shows by itself down: what is there before what is gone, what was sent before all else (no photo is
 * sent twice), what the marketplace takes before what it doesn't, the newest edited version before the camera's own, RAW last.
 */
export function inFaceOrder<Member extends FaceCandidate>(members: readonly Member[]): Member[] {
  const stems = new Set(members.map((member) => stemOf(member.fileName)));
  const isVersion = (member: Member) =>
    rootsOf(stemOf(member.fileName))
      .slice(1)
      .some((root) => stems.has(root));
  const rank = (member: Member) => [
    member.missing ? 1 : 0,
    member.delivered ? 0 : 1,
    SENDABLE_FORMATS.includes(member.format) ? 0 : 1,
    isVersion(member) ? 0 : 1,
    rankOf(member.format),
  ];
  const ranked = members.map((member) => ({ member, rank: rank(member), stem: stemOf(member.fileName) }));
  ranked.sort((a, b) => {
    for (const [index, value] of a.rank.entries()) {
      const difference = value - (b.rank[index] ?? 0);
      if (difference !== 0) return difference;
    }
    const [one, other] = [a.member.fileName, b.member.fileName];
    return (
      LAST_NAME_FIRST.compare(b.stem, a.stem) || Number(one > other) - Number(one < other) || a.member.id - b.member.id
    );
  });
  return ranked.map(({ member }) => member);
}

/** -Edit-10 after -Edit-9. The same on every computer. */
const LAST_NAME_FIRST = new Intl.Collator('en', { numeric: true });

import { basename, dirname } from 'node:path';
import type { ImportOptions } from '../../../../shared/contract/import.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import {
  baseNameOf,
  folderOf,
  folderPatternProblem,
  namePatternProblem,
  numbered,
  type PatternFacts,
  type PatternProblem,
} from '../../../../shared/domain/name-pattern.ts';
import { baseOf, extensionOf } from './shots.ts';

export interface Nameable {
  readonly shot: number;
  /** Path of the file that gives the name: the picture, not its raw. */
  readonly path: string;
  readonly takenAt: string;
  readonly camera: string | null;
}

export interface NamedShot {
  readonly shot: number;
  /** Below the destination, with slashes. */
  readonly folder: string;
  readonly base: string;
}

/**
 * Names for all photographs of an import at once, in the order they were taken, each its own: two that would come out alike get
 * a number, whatever the case of their letters (Windows, macOS). `taken` holds `folder/base` of earlier ones, lower case.
 */
export function nameShots(
  shots: readonly Nameable[],
  options: Pick<ImportOptions, 'folderPattern' | 'namePattern' | 'event' | 'firstNumber'>,
  taken: ReadonlySet<string> = new Set(),
): NamedShot[] {
  const used = new Set(taken);
  const inOrder = [...shots].sort((a, b) => compare(a.takenAt, b.takenAt) || compare(a.path, b.path));
  return inOrder.map((shot, index) => {
    const name = baseOf(basename(shot.path));
    const facts: PatternFacts = {
      takenAt: shot.takenAt,
      camera: shot.camera,
      name,
      extension: extensionOf(shot.path),
      folder: basename(dirname(shot.path)),
      event: options.event,
      sequence: options.firstNumber + taken.size + index,
    };
    const folder = folderOf(options.folderPattern, facts);
    const wanted = options.namePattern === null ? name : baseNameOf(options.namePattern, facts);
    let base = wanted;
    for (let number = 1; used.has(`${folder}/${base}`.toLowerCase()); number += 1) base = numbered(wanted, number);
    used.add(`${folder}/${base}`.toLowerCase());
    return { shot: shot.shot, folder, base };
  });
}

/** Errors: pattern-invalid. */
export function checkPatterns({
  folderPattern,
  namePattern,
}: Pick<ImportOptions, 'folderPattern' | 'namePattern'>): void {
  refuse(folderPattern, folderPatternProblem(folderPattern));
  if (namePattern !== null) refuse(namePattern, namePatternProblem(namePattern));
}

function refuse(pattern: string, problem: PatternProblem | null): void {
  if (!problem) return;
  const detail = 'token' in problem ? problem.token : 'character' in problem ? problem.character : '';
  throw new StudioError('pattern-invalid', { pattern, problem: problem.code, detail });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A file's time as a wall clock on this machine, for what has no capture date. */
export function wallClock(at: number): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

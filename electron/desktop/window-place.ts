import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../files/make-folder.ts';

/** Device-independent pixels. */
const place = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof place>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST = { width: 1024, height: 640 } as const;
const FIRST = { width: 1440, height: 900 } as const;
/** So much of the window's top must be on a display for a hand to reach it. */
const REACHABLE = { width: 120, height: 40 } as const;

/**
 * Where the window opens: where it was, unless the display it was on is gone or smaller; then centred on the first one.
 * `areas` are the work areas of the displays, the first one first.
 */
export function openingPlace(kept: WindowPlace | null, areas: readonly Area[]): WindowPlace {
  const first = areas[0] ?? { x: 0, y: 0, ...FIRST };
  for (const area of areas) {
    if (!kept) break;
    const fitted = {
      ...kept,
      width: clamp(kept.width, SMALLEST.width, area.width),
      height: clamp(kept.height, SMALLEST.height, area.height),
    };
    // Asked of what it would be, not of what it was: a window made smaller may fall off its display.
    if (reachable(kept, area) && reachable(fitted, area)) return fitted;
  }
  const width = Math.min(kept?.width ?? FIRST.width, first.width);
  const height = Math.min(kept?.height ?? FIRST.height, first.height);
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    width,
    height,
    maximized: kept?.maximized ?? false,
  };
}

function reachable(window: WindowPlace, area: Area): boolean {
  const visibleWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visibleWidth >= REACHABLE.width && window.y >= area.y && window.y <= area.y + area.height - REACHABLE.height;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(Math.min(value, high), Math.min(low, high));
}

/** The place kept in `file`; null when there is none or it cannot be read: a window's place is not worth an error. */
export function readPlace(file: string): WindowPlace | null {
  try {
    return place.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

export function keepPlace(file: string, kept: WindowPlace): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(`${file}.new`, JSON.stringify(kept));
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk must not keep the window from closing.
  }
}

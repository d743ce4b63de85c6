import type { Shot } from '../../../shared/contract/import.contract.ts';

export type GridRow =
  | { readonly kind: 'day'; readonly key: string; readonly day: string | null; readonly ids: readonly number[] }
  | { readonly kind: 'shots'; readonly key: string; readonly shots: readonly Shot[] };

/** Photographs by the day they were taken, in order; those whose date is still being read come last. */
export function rowsOf(shots: readonly Shot[], across: number): { rows: GridRow[]; order: number[] } {
  const days = new Map<string, Shot[]>();
  for (const shot of shots) {
    const day = shot.takenAt?.slice(0, 10) ?? '';
    const list = days.get(day);
    if (list) list.push(shot);
    else days.set(day, [shot]);
  }
  const rows: GridRow[] = [];
  const order: number[] = [];
  const sorted = [...days].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  for (const [day, list] of sorted) {
    list.sort((a, b) => compare(a.takenAt ?? '', b.takenAt ?? '') || compare(a.name, b.name) || a.id - b.id);
    const ids = list.map(({ id }) => id);
    order.push(...ids);
    rows.push({ kind: 'day', key: `day-${day}`, day: day === '' ? null : day, ids });
    for (let start = 0; start < list.length; start += across)
      rows.push({ kind: 'shots', key: `${day}-${start}`, shots: list.slice(start, start + across) });
  }
  return { rows, order };
}

/** Where an arrow key leads; null for other keys and at the ends. */
export function stepTo(rows: readonly GridRow[], order: readonly number[], from: number, key: string): number | null {
  if (key === 'Home') return order[0] ?? null;
  if (key === 'End') return order.at(-1) ?? null;
  if (key === 'ArrowLeft' || key === 'ArrowRight')
    return order[order.indexOf(from) + (key === 'ArrowLeft' ? -1 : 1)] ?? null;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const lines = rows.flatMap((row) => (row.kind === 'shots' ? [row.shots] : []));
  const line = lines.findIndex((shots) => shots.some(({ id }) => id === from));
  const column = lines[line]?.findIndex(({ id }) => id === from) ?? 0;
  const next = lines[line + (key === 'ArrowUp' ? -1 : 1)];
  return next?.[Math.min(column, next.length - 1)]?.id ?? null;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

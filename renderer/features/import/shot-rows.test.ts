import { describe, expect, it } from 'vitest';
import type { Shot } from '../../../shared/contract/import.contract.ts';
import { rowsOf, stepTo } from './shot-rows.ts';

const shot = (id: number, takenAt: string | null): Shot => ({
  id,
  name: `${id}.jpg`,
  folder: '',
  extensions: ['JPG'],
  sidecars: 0,
  bytes: 1,
  takenAt,
  datedBy: null,
  camera: null,
  known: 'new',
});

describe('the list of a card', () => {
  const shots = [
    shot(0, null),
    shot(1, '2026-10-02T08:00:00'),
    shot(2, '2026-10-01T09:00:00'),
    shot(3, '2026-10-01T08:00:00'),
    shot(4, '2026-10-01T10:00:00'),
  ];

  it('goes by day and time, with what is not dated yet at the end', () => {
    const { rows, order } = rowsOf(shots, 2);
    expect(order).toEqual([3, 2, 4, 1, 0]);
    expect(rows.map((row) => (row.kind === 'day' ? row.day : row.shots.map(({ id }) => id)))).toEqual([
      '2026-10-01',
      [3, 2],
      [4],
      '2026-10-02',
      [1],
      null,
      [0],
    ]);
  });

  it('is walked through by arrows, over the days', () => {
    const { rows, order } = rowsOf(shots, 2);
    const step = (from: number, key: string) => stepTo(rows, order, from, key);
    expect([step(3, 'ArrowRight'), step(2, 'ArrowDown'), step(4, 'ArrowDown'), step(1, 'ArrowUp')]).toEqual([
      2, 4, 1, 4,
    ]);
    expect([step(3, 'ArrowLeft'), step(0, 'ArrowDown'), step(3, 'x')]).toEqual([null, null, null]);
    expect([step(2, 'Home'), step(2, 'End')]).toEqual([3, 0]);
  });
});

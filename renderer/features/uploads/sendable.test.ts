import { describe, expect, it } from 'vitest';
import { photoId } from '../../../shared/domain/ids.ts';
import { sortOut } from './sendable.ts';

const ids = (...numbers: number[]) => numbers.map((id) => photoId.parse(id));

describe('what goes when she sends', () => {
  // 1, 2 ready · 3 approved with a broken rule · 4 approved and sent · 5 not approved
  const candidates = { ready: ids(1, 2), approved: ids(1, 2, 3, 4), approvedUnsent: ids(1, 2, 3) };

  it('sorts a selection so that every photo of it is counted once', () => {
    const selected = new Set(ids(1, 3, 4, 5));
    const sorted = sortOut(selected, candidates);
    expect(sorted).toEqual({ toSend: [1], toFix: [3], notApproved: 1, already: 1 });
    expect(sorted.toSend.length + sorted.toFix.length + sorted.notApproved + sorted.already).toBe(selected.size);
  });

  it('takes everything ready when nothing is selected', () => {
    expect(sortOut(null, candidates)).toEqual({ toSend: [1, 2], toFix: [3], notApproved: 0, already: 1 });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceBetween, type Fingerprint, FingerprintIndex, fingerprintOfDigits } from './fingerprint-index.ts';

const half = fc.integer({ min: 0, max: 0xffffffff });
const anywhere = fc.record({ high: half, low: half });
/** Not far from 0, so that neighbours are many; the bits lie anywhere. */
const crowded = fc
  .uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 12 })
  .map((bits) =>
    bits.reduce<Fingerprint>(
      ({ high, low }, bit) =>
        bit < 32 ? { high, low: (low ^ (1 << bit)) >>> 0 } : { high: (high ^ (1 << (bit - 32))) >>> 0, low },
      { high: 0, low: 0 },
    ),
  );
const fingerprint = fc.oneof({ weight: 4, arbitrary: crowded }, { weight: 1, arbitrary: anywhere });
/** Photos of a few ids come, change and go. */
const step = fc.record({ id: fc.integer({ min: 1, max: 60 }), fingerprint: fc.option(fingerprint) });

/** One bit after the other, as anybody would count. */
function slowDistance(a: Fingerprint, b: Fingerprint): number {
  const text = ({ high, low }: Fingerprint) => high.toString(2).padStart(32, '0') + low.toString(2).padStart(32, '0');
  const [one, other] = [text(a), text(b)];
  return [...one].filter((bit, at) => bit !== other[at]).length;
}

describe('the index of fingerprints', () => {
  it('finds exactly what comparing with every photo finds, once each, whatever came, changed and went', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 150 }),
        fingerprint,
        fc.integer({ min: 0, max: 64 }),
        (steps, asked, most) => {
          const index = new FingerprintIndex();
          const all = new Map<number, Fingerprint>();
          for (const { id, fingerprint } of steps) {
            if (fingerprint === null) {
              index.delete(id);
              all.delete(id);
            } else {
              index.set(id, fingerprint);
              all.set(id, fingerprint);
            }
          }
          const expected = [...all]
            .map(([id, of]) => ({ id, distance: slowDistance(of, asked) }))
            .filter(({ distance }) => distance <= most);
          const byId = (a: { id: number }, b: { id: number }) => a.id - b.id;
          expect(index.near(asked, most).sort(byId)).toEqual(expected.sort(byId));
          expect(index.size).toBe(all.size);
        },
      ),
      { numRuns: 300, verbose: true },
    );
  });

  it('finds the same among thousands, where it had to grow', () => {
    let seed = 20_261_121;
    const chance = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    };
    const index = new FingerprintIndex();
    const all: Fingerprint[] = [];
    for (let id = 0; id < 5000; id += 1) {
      const near = all[chance() % Math.max(1, all.length)];
      const next =
        near && chance() % 2 === 0
          ? { high: (near.high ^ (1 << (chance() % 32))) >>> 0, low: (near.low ^ (1 << (chance() % 32))) >>> 0 }
          : { high: (chance() * 2 + (chance() % 2)) >>> 0, low: (chance() * 2 + (chance() % 2)) >>> 0 };
      all.push(next);
      index.set(id, next);
    }
    for (let id = 0; id < 5000; id += 97) {
      const asked = all[id] ?? { high: 0, low: 0 };
      for (const most of [0, 3, 8, 11]) {
        const expected = all.flatMap((of, at) => (distanceBetween(of, asked) <= most ? [at] : []));
        expect(
          index
            .near(asked, most)
            .map((found) => found.id)
            .sort((a, b) => a - b),
        ).toEqual(expected);
      }
    }
  });

  it('reads 16 digits as two halves without a sign', () => {
    expect(fingerprintOfDigits('ffffffff80000001')).toEqual({ high: 0xffffffff, low: 0x80000001 });
  });
});

import sharp from 'sharp';
import { decode } from '../../electron/adapters/pixels/decode.ts';
import { deriveImages } from '../../electron/adapters/pixels/derive.ts';
import type { Watermark } from '../../electron/core/ports/images.ts';
import { MARKETPLACE_WATERMARK } from '../../shared/domain/watermark.ts';
import { makeBigPhoto } from '../support/photo-maker.ts';
import { type BenchResult, median } from './bench.ts';

const PICTURES = 3;
const ROUNDS = 7;

/** The processor's work so far (ms): what other programs do meanwhile is not a watermark's. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What a watermark adds to making the images of a 24-megapixel JPEG, against the same without one, in turns on one thread. */
export async function bench(): Promise<BenchResult> {
  const concurrency = sharp.concurrency(1);
  try {
    const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, seed) => makeBigPhoto(seed + 1)));
    const taken = { orientation: 1, iccProfile: null } as const;
    const marks: readonly { name: string; watermark: Watermark | null }[] = [
      { name: 'no watermark', watermark: null },
      { name: "the marketplace's", watermark: { id: '', design: MARKETPLACE_WATERMARK, logo: null } },
      {
        name: 'another text, light and dark by the photo',
        watermark: {
          id: 'bench',
          design: { ...MARKETPLACE_WATERMARK, content: { kind: 'text', text: '© Aïcha محمد' }, tone: 'auto' },
          logo: null,
        },
      },
    ];
    const times = marks.map((): number[] => []);
    for (let round = 0; round <= ROUNDS; round += 1)
      for (let turn = 0; turn < marks.length; turn += 1) {
        // Another goes first in every round: the one after a rest of the machine has an easier time.
        const index = (round + turn) % marks.length;
        const watermark = marks[index]?.watermark ?? null;
        const started = processorMs();
        for (const picture of pictures) await deriveImages((await decode(picture, 'jpeg', taken)).preview, watermark);
        // The first round draws the marks, once for each size of picture.
        if (round > 0) times[index]?.push((processorMs() - started) / PICTURES);
      }
    const without = median(times[0] ?? []);
    return {
      bench: 'watermark',
      note: `${PICTURES} JPEGs of 24 MP, median of ${ROUNDS} interleaved rounds, the processor’s work`,
      rows: marks.map(({ name }, index) => {
        const ms = median(times[index] ?? []);
        const goal = index === 0 ? {} : { goal: '≤ 10 % more', met: ms <= without * 1.1 };
        return { name, value: Math.round(ms * 10) / 10, unit: 'ms a photo', ...goal };
      }),
    };
  } finally {
    sharp.concurrency(concurrency);
  }
}

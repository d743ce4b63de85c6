import type { Moderation, Review } from '../../shared/domain/photo.ts';
import type { TestCatalogue } from '../support/catalogue.ts';

export const SEED = 20_261_121;

const CAMERAS: readonly [string, ...string[]] = [
  'Canon EOS R6',
  'NIKON D850',
  'FUJIFILM X-T5',
  'SONY ILCE-7M4',
  'TECNO CAMON 20',
];
const REVIEWS: readonly [Review, ...Review[]] = ['unreviewed', 'rejected', 'approved'];
const MODERATIONS: readonly [Moderation, ...Moderation[]] = ['approved', 'pending', 'rejected'];
const LENSES: readonly [string, ...string[]] = ['24-70', '85 f/1.8', '70-200', '35 f/1.4', '50 f/1.2', '16-35'];

/**
 * A library as a photographer has it, of synthetic photographs in the order they were added, which is not the order they were
 * taken in.
 */
export function fillCatalogue(catalogue: TestCatalogue, count: number): void {
  let seed = SEED;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  /** The first values far more often than the last, as cameras and lenses are used. */
  const pick = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.floor(chance() * chance() * values.length)] ?? values[0];
  const large = catalogue.addFolder('/p/Reportages');
  const small = catalogue.addFolder('/p/Mariage');
  catalogue.db.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const at = Date.UTC(2021, 0, 1) + Math.floor(chance() * 5 * 365 * 86_400) * 1000;
      const camera = pick(CAMERAS);
      const folder = chance() < 0.01 ? small : large;
      const review = pick(REVIEWS);
      const sent = review === 'approved' && chance() < 0.3;
      catalogue.addPhoto({
        sort_at: at,
        capture_date: new Date(at).toISOString().slice(0, 19),
        added_at: at + Math.floor(chance() * 86_400_000),
        width: chance() < 0.3 ? 4000 : 6000,
        height: 4500,
        title: chance() < 0.6 ? 'Marché de Ouagadougou' : 'Portrait',
        keywords: ['Afrique', `motrare${index % 5000}`],
        caption: `Légende ${index}`,
        camera,
        lens: camera === 'TECNO CAMON 20' ? '16-35' : pick(LENSES),
        review,
        rating: pick([0, 3, 4, 5, 1, 2]),
        rule_errors: chance() < 0.8 ? 2 : 0,
        delivery: sent ? 'sent' : 'none',
        moderation: sent ? pick(MODERATIONS) : 'none',
        file_name: `IMG_${Math.floor(chance() * 10_000)}.JPG`,
        file: {
          folder,
          path: `/p/${folder === small ? 'Mariage' : 'Reportages'}/${Math.floor(index / 500)}/${index}.JPG`,
        },
      });
    }
  });
}

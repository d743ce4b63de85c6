import { createHash } from 'node:crypto';
import { CATEGORIES } from '../../sandbox/categories.ts';
import { approvePhoto, type Marketplace } from '../../sandbox/marketplace.ts';
import { seededRandom } from '../../sandbox/random.ts';
import type { Photo } from '../../sandbox/store/photo-row.ts';

const TITLES = [
  'Marché de Gounghin à l’aube',
  'Tisseuse de Korhogo',
  'Pêcheurs de Saint-Louis',
  'Danse des masques à Dédougou',
  'Cour royale de Tiébélé',
  'Berger peul et ses zébus',
  'Cases du Lobi sous la pluie',
  'Le griot et sa kora',
  'Fête de génération, Abidjan',
  'Lac Rose, retour de pêche',
];

/** Photos on sale, as they are when moderators approved them; no picture lies behind them. */
export function photosOnSale(marketplace: Marketplace, photographerId: string, count: number): Photo[] {
  return Array.from({ length: count }, (_, index) => {
    const photo = marketplace.photos.create({
      photographerId,
      title: `${TITLES[index % TITLES.length] ?? 'Photo'}${index < TITLES.length ? '' : ` ${index + 1}`}`,
      description: null,
      tags: ['marché', 'aube', 'ville'],
      categoryId: CATEGORIES[index % CATEGORIES.length]?.id ?? '',
      priceStandard: 2_500 + 500 * (index % 20),
      priceExtended: 10_000 + 2_000 * (index % 20),
      location: null,
      exif: null,
      width: 3000,
      height: 2000,
      size: 1_000_000,
      format: 'jpg',
      sha256: createHash('sha256').update(`${photographerId} ${index}`).digest('hex'),
      objects: { original: { bucket: 'pouire-photos', key: `none/${index}` }, shown: {} },
      prefix: `none/${index}`,
    });
    marketplace.photos.view(photo.id, 40 + ((index * 37) % 900));
    return approvePhoto(marketplace, photo.id);
  });
}

/** Sales spread over the days before `until` (ms), more of them lately, the same for the same seed. Nobody is notified. */
export function historyOfSales(
  marketplace: Marketplace,
  photos: readonly Photo[],
  { sales, days, until, seed }: { sales: number; days: number; until: number; seed: number },
): void {
  const random = seededRandom(seed);
  const sold = Array.from({ length: sales }, () => {
    const photo = photos[Math.floor(random() ** 2 * photos.length)] ?? photos[0];
    if (!photo) throw new Error('no photo to sell');
    const license = random() < 0.15 ? ('extended' as const) : ('standard' as const);
    const gross = license === 'extended' ? photo.price_extended : photo.price_standard;
    return { photo, license, at: Math.round(until - random() ** 1.4 * days * 86_400_000), gross };
  });
  marketplace.sales.createMany(sold.sort((a, b) => a.at - b.at));
}

import type { FastifyRequest } from 'fastify';
import { findCategory } from '../categories.ts';
import { isoMicroseconds } from '../clock.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Photo, PhotoDescription } from '../store/photo-row.ts';
import { avatarUrl, pictureUrl } from './pictures.ts';
import type { Validation } from './validation.ts';

/** The marketplace's limits for a photo's words and prices. */
const MINIMUM_PRICE = 500;
const MINIMUM_TAGS = 3;
const MAXIMUM_TAGS = 20;

/** Reads what the photographer says about a photo; wrong fields are noted in `body`. Tags come comma-separated or as a list. */
export function readDescription(body: Validation): PhotoDescription {
  const categoryId = body.uuid('category_id', 'catégorie');
  if (categoryId !== '' && findCategory(categoryId)?.id !== categoryId)
    body.fail('category_id', 'La catégorie sélectionnée est invalide.');
  const priceStandard = body.integer('price_standard', 'prix standard', MINIMUM_PRICE);
  const priceExtended = body.integer('price_extended', 'prix étendu', MINIMUM_PRICE);
  if (priceExtended < 2 * priceStandard)
    body.fail('price_extended', 'Le prix étendu doit être au moins le double du prix standard.');
  return {
    title: body.text('title', 'titre', { minimum: 5, maximum: 200 }),
    description: body.optionalText('description', 'description', { maximum: 2000 }),
    tags: readTags(body),
    categoryId,
    priceStandard,
    priceExtended,
    location: body.optionalText('location', 'lieu', { maximum: 100 }),
  };
}

function readTags(body: Validation): string[] {
  const given = body.raw('tags');
  const list = typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given.map(String) : [];
  const tags = list.map((tag) => tag.trim()).filter((tag) => tag !== '');
  if (tags.length < MINIMUM_TAGS) body.fail('tags', `Vous devez fournir au moins ${MINIMUM_TAGS} tags.`);
  if (tags.length > MAXIMUM_TAGS) body.fail('tags', `Vous ne pouvez pas fournir plus de ${MAXIMUM_TAGS} tags.`);
  return tags;
}

/** A photo as the marketplace answers it. */
export function photoResource(
  request: FastifyRequest,
  { accounts, photos, sales }: Marketplace,
  photo: Photo,
): Record<string, unknown> {
  const photographer = accounts.require(photo.photographer_id);
  const category = findCategory(photo.category_id);
  return {
    id: photo.id,
    title: photo.title,
    description: photo.description,
    slug: photo.slug,
    tags: photo.tags,
    preview_url: pictureUrl(request, photo, 'preview'),
    thumbnail_url: pictureUrl(request, photo, 'thumbnail'),
    watermarked_url: pictureUrl(request, photo, 'watermarked'),
    width: photo.width,
    height: photo.height,
    file_size: photo.size,
    format: photo.format,
    exif_data: photo.exif,
    color_palette: [],
    location: photo.location,
    price_standard: photo.price_standard,
    price_extended: photo.price_extended,
    status: photo.status,
    rejection_reason: photo.rejection_reason,
    is_public: photo.is_public === 1 && photo.status === 'approved',
    views_count: photo.views,
    sales_count: photo.sales,
    downloads_count: photo.sales,
    favorites_count: photo.favorites,
    is_featured: false,
    category_id: photo.category_id,
    photographer_id: photo.photographer_id,
    photographer: {
      id: photographer.id,
      name: `${photographer.first_name} ${photographer.last_name}`,
      profile_picture: avatarUrl(request, photographer),
      bio: photographer.bio,
      ...totalsOf(request, photographer.id, () => ({
        photos_count: photos.page(photographer.id, 0, 0).total,
        total_sales: sales.count(photographer.id),
      })),
    },
    ...(category === undefined
      ? {}
      : {
          category: {
            id: category.id,
            name: category.name,
            slug: category.slug,
            description: category.description,
            icon: category.icon,
          },
        }),
    created_at: isoMicroseconds(photo.created_at),
    updated_at: isoMicroseconds(photo.updated_at),
  };
}

interface Totals {
  readonly photos_count: number;
  readonly total_sales: number;
}
const totals = new WeakMap<FastifyRequest, Map<string, Totals>>();

/** A photographer's totals stand beside each of her photos: counted once for an answer. */
function totalsOf(request: FastifyRequest, photographerId: string, count: () => Totals): Totals {
  const known = totals.get(request) ?? new Map<string, Totals>();
  totals.set(request, known);
  const found = known.get(photographerId) ?? count();
  known.set(photographerId, found);
  return found;
}

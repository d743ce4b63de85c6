import type { FastifyInstance } from 'fastify';
import { CATEGORIES, type Category, findCategory } from '../categories.ts';
import type { Marketplace } from '../marketplace.ts';
import { notFound, resourcePage } from './answers.ts';

/** The tree never changed since the marketplace opened. */
const SINCE = '2025-01-01T00:00:00.000000Z';

export function categoryRoutes(app: FastifyInstance, { photos }: Marketplace): void {
  const resource = (category: Category, parentId: string | null): Record<string, unknown> => ({
    id: category.id,
    name: category.name,
    slug: category.slug,
    description: category.description,
    icon: category.icon,
    parent_id: parentId,
    photos_count: photos.publishedIn(category.id),
    children: category.children.map((child) => resource(child, category.id)),
    created_at: SINCE,
    updated_at: SINCE,
  });

  app.get('/api/categories', async (request) => {
    const all = CATEGORIES.map((category) => resource(category, null));
    return resourcePage(request, { page: 1, perPage: 100, offset: 0 }, all, all.length);
  });

  app.get<{ Params: { slugOrId: string } }>('/api/categories/:slugOrId', async (request) => {
    const found = findCategory(request.params.slugOrId);
    if (found === undefined) throw notFound('Catégorie non trouvée');
    const parent = CATEGORIES.find((root) => root.children.includes(found));
    return { data: resource(found, parent?.id ?? null) };
  });
}

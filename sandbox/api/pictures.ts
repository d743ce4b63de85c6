import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Marketplace } from '../marketplace.ts';
import type { Account } from '../store/accounts.ts';
import type { Photo } from '../store/photo-row.ts';
import { notFound } from './answers.ts';

/** Which kept image stands in when a photo lacks the one asked for. */
const INSTEAD: Record<string, readonly string[]> = {
  watermarked: ['watermarked'],
  preview: ['thumb_800x600', 'watermarked'],
  thumbnail: ['thumb_400x300', 'thumb_200x150', 'watermarked'],
};

export function pictureUrl(
  request: FastifyRequest,
  photo: Pick<Photo, 'id'>,
  kind: 'watermarked' | 'preview' | 'thumbnail',
): string {
  return `http://${request.host}/storage/photos/${photo.id}/${kind}.jpg`;
}

export function avatarUrl(request: FastifyRequest, account: Account): string | null {
  return account.avatar === null ? null : `http://${request.host}/storage/avatars/${account.avatar}`;
}

/** The public images: watermarked previews, covers and avatars. Originals have no URL. */
export function pictureRoutes(app: FastifyInstance, { photos, storage, avatars }: Marketplace): void {
  app.get<{ Params: { id: string; kind: string } }>('/storage/photos/:id/:kind.jpg', async (request, reply) => {
    const photo = photos.byId(request.params.id);
    const kind = (INSTEAD[request.params.kind] ?? []).find((one) => photo?.objects.shown[one] !== undefined);
    const place = kind === undefined ? undefined : photo?.objects.shown[kind];
    const content = place === undefined ? undefined : await storage.read(place.bucket, place.key);
    if (content === undefined) throw notFound('Ressource non trouvée');
    reply.header('cache-control', 'public, max-age=3600').type('image/jpeg');
    return reply.send(content);
  });

  app.get<{ Params: { file: string } }>('/storage/avatars/:file', async (request, reply) => {
    const content = await readFile(join(avatars, basename(request.params.file))).catch(() => undefined);
    if (content === undefined) throw notFound('Ressource non trouvée');
    reply.type('image/jpeg');
    return reply.send(content);
  });
}

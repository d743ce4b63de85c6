import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isoMicroseconds } from '../clock.ts';
import { balance, type Marketplace } from '../marketplace.ts';
import { squareAvatar } from '../pictures.ts';
import { type Account, passwordMatches } from '../store/accounts.ts';
import { done, refused, success } from './answers.ts';
import { requireAccount } from './guard.ts';
import { avatarUrl } from './pictures.ts';
import { Validation } from './validation.ts';

/** 2,048 KiB. */
const MAXIMUM_AVATAR_BYTES = 2048 * 1024;

export function profileRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { accounts, avatars } = marketplace;

  app.get('/api/user/profile', async (request) =>
    success(profile(request, marketplace, requireAccount(marketplace, request))),
  );

  app.put('/api/user/profile', async (request) => {
    const account = requireAccount(marketplace, request);
    const body = new Validation(request.body);
    const keep = <T>(field: string, value: T, otherwise: T): T => (body.raw(field) === undefined ? otherwise : value);
    const wanted = {
      first_name: body.optionalText('first_name', 'prénom', { maximum: 50 }) ?? account.first_name,
      last_name: body.optionalText('last_name', 'nom', { maximum: 50 }) ?? account.last_name,
      phone: keep('phone', body.optionalText('phone', 'téléphone', { maximum: 20 }), account.phone),
      bio: keep('bio', body.optionalText('bio', 'biographie', { maximum: 500 }), account.bio),
    };
    body.check();
    return success(profile(request, marketplace, accounts.setProfile(account.id, wanted)), 'Profil mis à jour.');
  });

  app.put('/api/user/avatar', async (request) => {
    const account = requireAccount(marketplace, request);
    const body = new Validation(request.body);
    const file = body.raw('avatar');
    if (!(file instanceof File)) body.fail('avatar', 'Le champ avatar est obligatoire.');
    else if (file.size > MAXIMUM_AVATAR_BYTES)
      body.fail('avatar', "La taille de l'avatar ne peut pas dépasser 2048 kilo-octets.");
    body.check();
    const square =
      file instanceof File
        ? await squareAvatar(Buffer.from(await file.arrayBuffer())).catch(() => undefined)
        : undefined;
    if (square === undefined) body.fail('avatar', 'Le champ avatar doit être une image.');
    body.check();
    const name = `${randomUUID()}.jpg`;
    await mkdir(avatars, { recursive: true });
    await writeFile(join(avatars, name), square ?? '');
    if (account.avatar !== null) await rm(join(avatars, account.avatar), { force: true });
    accounts.setAvatar(account.id, name);
    return success({ avatar_url: avatarUrl(request, accounts.require(account.id)) }, 'Avatar mis à jour.');
  });

  app.put('/api/user/password', async (request) => {
    const account = requireAccount(marketplace, request);
    const body = new Validation(request.body);
    const current = body.text('current_password', 'mot de passe actuel');
    const password = body.password('password');
    body.check();
    if (!passwordMatches(account.password, current)) throw refused(400, 'Mot de passe actuel incorrect.');
    accounts.setPassword(account.id, password);
    return done('Mot de passe modifié.');
  });
}

function profile(request: FastifyRequest, marketplace: Marketplace, account: Account): Record<string, unknown> {
  return {
    id: account.id,
    first_name: account.first_name,
    last_name: account.last_name,
    email: account.email,
    phone: account.phone,
    bio: account.bio,
    avatar_url: avatarUrl(request, account),
    role: account.account_type,
    created_at: isoMicroseconds(account.created_at),
    photographer_profile:
      account.account_type === 'photographer'
        ? {
            id: account.id,
            status: account.photographer_status,
            portfolio_url: null,
            total_revenue: balance(marketplace, account.id).earned,
          }
        : null,
  };
}

import type { FastifyRequest } from 'fastify';
import { isApproved, type Marketplace } from '../marketplace.ts';
import type { Account } from '../store/accounts.ts';
import { refused, unauthenticated } from './answers.ts';
import { type Claims, readToken } from './jwt.ts';

/** Who calls, and with which token. 401 when the token is missing, expired, blacklisted or not ours. */
export function requireToken(
  { jwtSecret, accounts, clock }: Marketplace,
  request: FastifyRequest,
): { account: Account; claims: Claims } {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated('Non authentifié');
  const claims = readToken(jwtSecret, token);
  if (claims === undefined || accounts.isRevoked(claims.jti)) throw unauthenticated('Token invalide');
  if (clock.now() >= claims.exp * 1000) throw unauthenticated('Token expiré');
  const account = accounts.byId(claims.sub);
  if (account === undefined) throw unauthenticated('Token invalide');
  return { account, claims };
}

export function requireAccount(marketplace: Marketplace, request: FastifyRequest): Account {
  return requireToken(marketplace, request).account;
}

/** Photo routes: any photographer. */
export function requirePhotographer(marketplace: Marketplace, request: FastifyRequest): Account {
  const account = requireAccount(marketplace, request);
  if (account.account_type !== 'photographer') throw refused(403, 'Accès réservé aux photographes.');
  return account;
}

/** Money and statistics: photographers whom an administrator approved. */
export function requireApproved(marketplace: Marketplace, request: FastifyRequest): Account {
  const account = requirePhotographer(marketplace, request);
  if (!isApproved(account.photographer_status)) {
    throw refused(403, SENTENCES[account.photographer_status ?? 'pending'], {
      photographer_status: account.photographer_status,
    });
  }
  return account;
}

const SENTENCES = {
  pending: "Votre profil photographe est en attente d'approbation.",
  rejected: 'Votre profil photographe a été refusé.',
  suspended: 'Votre profil photographe est suspendu.',
  approved: '',
} as const;

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isoMicroseconds } from '../clock.ts';
import { isApproved, type Marketplace } from '../marketplace.ts';
import { type Account, passwordMatches } from '../store/accounts.ts';
import { ApiError, done, refused, success } from './answers.ts';
import { requireAccount, requireToken } from './guard.ts';
import { signToken } from './jwt.ts';
import { avatarUrl } from './pictures.ts';
import { Validation } from './validation.ts';

/** Lifetime of a token (marketplace: 60 minutes, whatever remember_me says). */
const TOKEN_TTL_SECONDS = 3600;
/** Password mails in one minute to one address; the next is answered 429. */
const RESETS_PER_MINUTE = 3;

export function authRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { accounts, clock, settings } = marketplace;
  const resets = new Map<string, number[]>();

  const grant = (request: FastifyRequest, account: Account) => {
    const ttl = settings.number('token_ttl_seconds', TOKEN_TTL_SECONDS);
    const token = signToken(marketplace.jwtSecret, `http://${request.host}`, account.id, clock.now(), ttl);
    return { access_token: token, token_type: 'bearer', expires_in: ttl };
  };

  app.post('/api/auth/login', async (request) => {
    const body = new Validation(request.body);
    const email = body.email('email');
    const password = body.text('password', 'mot de passe');
    body.check();
    const account = accounts.byEmail(email);
    if (account === undefined || !passwordMatches(account.password, password))
      throw refused(401, 'Les identifiants fournis sont incorrects');
    return success({ user: userResource(request, account), ...grant(request, account) }, 'Connexion réussie !');
  });

  app.post('/api/auth/register', async (request, reply) => {
    const body = new Validation(request.body);
    const firstName = body.text('first_name', 'prénom', { maximum: 50 });
    const lastName = body.text('last_name', 'nom', { maximum: 50 });
    const email = body.email('email');
    const password = body.password('password');
    const type = body.choice('account_type', 'type de compte', ['buyer', 'photographer']);
    const phone = body.optionalText('phone', 'téléphone', { maximum: 20 });
    if (email !== '' && accounts.byEmail(email) !== undefined)
      body.fail('email', 'Cette adresse e-mail est déjà utilisée.');
    body.check();
    const photographer = type === 'photographer';
    const account = accounts.create({
      email,
      password,
      firstName,
      lastName,
      phone,
      accountType: photographer ? 'photographer' : 'user',
      status: photographer ? 'pending' : null,
    });
    reply.code(201);
    return success(
      { user: userResource(request, account), ...grant(request, account) },
      'Inscription réussie ! Bienvenue sur Pouire.',
    );
  });

  app.post('/api/auth/refresh', async (request) => {
    const { account, claims } = requireToken(marketplace, request);
    accounts.revokeToken(claims.jti, claims.exp * 1000);
    return success(grant(request, account), 'Token rafraîchi avec succès !');
  });

  app.post('/api/auth/logout', async (request) => {
    const { claims } = requireToken(marketplace, request);
    accounts.revokeToken(claims.jti, claims.exp * 1000);
    return done('Déconnexion réussie !');
  });

  app.get('/api/auth/me', async (request) => success(userResource(request, requireAccount(marketplace, request))));

  app.get('/api/auth/abilities', async (request) => success(abilities(requireAccount(marketplace, request))));

  app.post('/api/auth/forgot-password', async (request) => {
    const body = new Validation(request.body);
    const email = body.email('email');
    if (email !== '' && accounts.byEmail(email) === undefined)
      body.fail('email', "Aucun utilisateur n'a été trouvé avec cette adresse e-mail.");
    body.check();
    const recent = (resets.get(email) ?? []).filter((at) => at > clock.now() - 60_000);
    if (recent.length >= RESETS_PER_MINUTE) {
      throw new ApiError(
        429,
        { success: false, message: 'Trop de tentatives. Veuillez réessayer dans quelques minutes.' },
        { 'retry-after': '60' },
      );
    }
    resets.set(email, [...recent, clock.now()]);
    accounts.startReset(email);
    return done('Un email de réinitialisation a été envoyé à votre adresse.');
  });

  app.post('/api/auth/reset-password', async (request) => {
    const body = new Validation(request.body);
    const token = body.text('token', 'jeton');
    const email = body.email('email');
    const password = body.password('password');
    body.check();
    const account = accounts.byEmail(email);
    if (account === undefined || !accounts.finishReset(email, token))
      throw refused(400, 'Le token de réinitialisation est invalide ou a expiré.');
    accounts.setPassword(account.id, password);
    return done('Votre mot de passe a été réinitialisé avec succès.');
  });
}

export function userResource(request: FastifyRequest, account: Account) {
  return {
    id: account.id,
    name: `${account.first_name} ${account.last_name}`,
    first_name: account.first_name,
    last_name: account.last_name,
    email: account.email,
    account_type: account.account_type,
    profile_picture: avatarUrl(request, account),
    created_at: isoMicroseconds(account.created_at),
    updated_at: isoMicroseconds(account.updated_at),
  };
}

function abilities(account: Account) {
  const photographer = account.account_type === 'photographer';
  return {
    account_type: account.account_type,
    roles: [account.account_type],
    permissions: photographer
      ? ['upload-photos', 'manage-own-photos', 'view-own-revenue', 'request-withdrawals']
      : ['buy-photos'],
    photographer_status: account.photographer_status,
    is_approved_photographer: isApproved(account.photographer_status),
    can_upload_photos: photographer,
    can_moderate: false,
    can_manage_users: false,
    is_verified: true,
    is_active: account.photographer_status !== 'suspended',
  };
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { faultRequest } from '../faults.ts';
import { approvePhoto, balance, type Marketplace, rejectPhoto, sellPhoto, settleWithdrawal } from '../marketplace.ts';
import { type Account, photographerStatus } from '../store/accounts.ts';
import { license } from '../store/sales.ts';
import { withdrawalStatus } from '../store/withdrawals.ts';
import { notFound, refused } from './answers.ts';

/** ISO 8601, or ms since the epoch. */
const instant = z.union([
  z.int(),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  z.iso.date().transform((text) => Date.parse(text)),
]);

const reason = z.object({ reason: z.string().default('La photo ne respecte pas les règles de la place de marché.') });
const saleRequest = z.object({ photo_id: z.string(), license: license.default('standard'), date: instant.optional() });
const clockRequest = z.union([z.object({ advance_seconds: z.number() }), z.object({ set: instant })]);
const linkRequest = z.object({ bits_per_second: z.number().min(0), latency_ms: z.number().min(0).default(0) });
const accountRequest = z.object({
  email: z.string().optional(),
  status: photographerStatus.optional(),
  token_ttl_seconds: z.number().positive().optional(),
  credentials_ttl_seconds: z.number().positive().optional(),
});
const settlement = z.object({ status: withdrawalStatus, notes: z.string().nullable().default(null) });

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** What tests and demonstrations turn by hand (sandbox/README.md). Without authentication, so from this machine only. */
export function controlRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { photos, clock, wire, settings, accounts } = marketplace;

  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/sandbox/') && !LOOPBACK.test(request.ip)) throw refused(403, 'Accès non autorisé');
  });

  app.post<{ Params: { id: string } }>('/sandbox/photos/:id/approve', async (request) =>
    photoState(marketplace, approvePhoto(marketplace, known(photos.byId(request.params.id)).id).id),
  );
  app.post<{ Params: { id: string } }>('/sandbox/photos/:id/reject', async (request) => {
    const photo = known(photos.byId(request.params.id));
    return photoState(marketplace, rejectPhoto(marketplace, photo.id, read(reason, request).reason).id);
  });

  app.post('/sandbox/sales', async (request, reply) => {
    const wanted = read(saleRequest, request);
    const photo = known(photos.byId(wanted.photo_id));
    if (photo.status !== 'approved') throw refused(409, "Cette photo n'est pas publiée.");
    reply.code(201);
    return sellPhoto(marketplace, photo, wanted.license, wanted.date ?? clock.now());
  });

  app.post<{ Params: { id: string } }>('/sandbox/withdrawals/:id', async (request) => {
    const withdrawal = known(marketplace.withdrawals.byId(request.params.id));
    const { status, notes } = read(settlement, request);
    return settleWithdrawal(marketplace, withdrawal.id, status, notes);
  });

  app.get('/sandbox/clock', async () => ({ now: new Date(clock.now()).toISOString() }));
  app.post('/sandbox/clock', async (request) => {
    const wanted = read(clockRequest, request);
    if ('set' in wanted) clock.set(wanted.set);
    else clock.advance(wanted.advance_seconds * 1000);
    return { now: new Date(clock.now()).toISOString() };
  });

  app.get('/sandbox/faults', async () => wire.faults.list());
  app.post('/sandbox/faults', async (request, reply) => {
    reply.code(201);
    return wire.faults.add(read(faultRequest, request));
  });
  app.delete('/sandbox/faults', async () => {
    wire.faults.clear();
    return { cleared: true };
  });

  app.post('/sandbox/link', async (request) => {
    const wanted = read(linkRequest, request);
    wire.link.set(wanted.bits_per_second, wanted.latency_ms);
    return wanted;
  });

  app.post('/sandbox/account', async (request) => {
    const wanted = read(accountRequest, request);
    const account =
      wanted.email === undefined ? accounts.require(marketplace.mainAccountId) : known(accounts.byEmail(wanted.email));
    if (wanted.status !== undefined) accounts.setStatus(account.id, wanted.status);
    if (wanted.token_ttl_seconds !== undefined) settings.set('token_ttl_seconds', String(wanted.token_ttl_seconds));
    if (wanted.credentials_ttl_seconds !== undefined)
      settings.set('credentials_ttl_seconds', String(wanted.credentials_ttl_seconds));
    return accountState(marketplace, accounts.require(account.id));
  });

  app.get('/sandbox/state', async () => await state(marketplace));
  app.delete('/sandbox/counters', async () => {
    wire.counters.reset();
    return { cleared: true };
  });
}

/** The sandbox's books, for assertions. */
async function state(marketplace: Marketplace): Promise<Record<string, unknown>> {
  const { clock, accounts, photos, sales, withdrawals, uploads, storage, wire } = marketplace;
  return {
    now: new Date(clock.now()).toISOString(),
    accounts: accounts.all().map((account) => accountState(marketplace, account)),
    password_resets: accounts.openResets(),
    photos: photos.all().map((photo) => photoState(marketplace, photo.id)),
    uploads: uploads.all(),
    sales: sales.all(),
    withdrawals: withdrawals.all(),
    objects: await storage.objects(),
    multipart_uploads: await storage.openMultipartUploads(),
    counters: wire.counters.books(),
  };
}

function photoState({ photos }: Marketplace, id: string): Record<string, unknown> {
  const photo = photos.require(id);
  return {
    id,
    photographer_id: photo.photographer_id,
    title: photo.title,
    status: photo.status,
    rejection_reason: photo.rejection_reason,
    size: photo.size,
    sha256: photo.sha256,
    objects: photo.objects,
    sales: photo.sales,
    views: photo.views,
  };
}

function accountState(marketplace: Marketplace, account: Account): Record<string, unknown> {
  const { id, email, account_type, photographer_status } = account;
  return { id, email, account_type, photographer_status, balance: balance(marketplace, id) };
}

function read<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  const parsed = schema.safeParse(request.body ?? {});
  if (!parsed.success) throw refused(422, z.prettifyError(parsed.error));
  return parsed.data;
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw notFound('Ressource non trouvée');
  return found;
}

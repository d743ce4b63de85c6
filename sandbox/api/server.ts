import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { FaultAction } from '../faults.ts';
import type { Marketplace } from '../marketplace.ts';
import { answerCut, type Wire } from '../wire.ts';
import { analyticsRoutes } from './analytics.ts';
import { ApiError } from './answers.ts';
import { authRoutes } from './auth.ts';
import { readBodies } from './bodies.ts';
import { categoryRoutes } from './categories.ts';
import { controlRoutes } from './controls.ts';
import { dashboardRoutes } from './dashboard.ts';
import { notificationRoutes } from './notifications.ts';
import { orderRoutes } from './orders.ts';
import { photoRoutes } from './photos.ts';
import { pictureRoutes } from './pictures.ts';
import { profileRoutes } from './profile.ts';
import { revenueRoutes } from './revenue.ts';
import { uploadRoutes } from './uploads.ts';
import { withdrawalRoutes } from './withdrawals.ts';

/** The marketplace's API with its control routes. */
export function createApi(marketplace: Marketplace): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true, requestTimeout: 0, routerOptions: { ignoreTrailingSlash: true } });
  answerErrors(app);
  readBodies(app);
  meetTheWire(app, marketplace.wire);
  authRoutes(app, marketplace);
  categoryRoutes(app, marketplace);
  photoRoutes(app, marketplace);
  if (marketplace.directUpload) uploadRoutes(app, marketplace);
  dashboardRoutes(app, marketplace);
  revenueRoutes(app, marketplace);
  withdrawalRoutes(app, marketplace);
  analyticsRoutes(app, marketplace);
  notificationRoutes(app, marketplace);
  profileRoutes(app, marketplace);
  orderRoutes(app, marketplace);
  pictureRoutes(app, marketplace);
  controlRoutes(app, marketplace);
  return app;
}

function answerErrors(app: FastifyInstance): void {
  const routes: { methods: Set<string>; pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replace(/[.]/g, '\\.').replace(/:[^/.\\]+/g, '[^/]+')}/?$`);
    routes.push({ methods: new Set([method].flat().map(String)), pattern });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = routes.filter((route) => route.pattern.test(path)).flatMap((route) => [...route.methods]);
    if (methods.length === 0)
      return reply.code(404).send({ message: `The route ${path.slice(1)} could not be found.` });
    const allowed = [...new Set(methods)].join(', ');
    return reply
      .code(405)
      .header('allow', allowed)
      .send({
        message: `The ${request.method} method is not supported for route ${path.slice(1)}. Supported methods: ${allowed}.`,
      });
  });
  app.setErrorHandler((error: FastifyError | ApiError, _, reply) => {
    if (error instanceof ApiError) return reply.code(error.status).headers(error.headers).send(error.body);
    const { statusCode = 500, message } = error;
    if (statusCode < 500) return reply.code(statusCode).send({ message });
    return reply.code(500).send({ success: false, message: 'Une erreur est survenue.', error: message });
  });
}

/** Faults, the slow link and the counters. Control routes are never struck, or a fault could not be taken back. */
function meetTheWire(app: FastifyInstance, wire: Wire): void {
  const faults = new WeakMap<IncomingMessage, FaultAction>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/sandbox/')) return;
    const fault = await wire.greet('api', request.raw);
    if (fault === undefined) return;
    faults.set(request.raw, fault);
    if (fault.kind !== 'status' || fault.after) return;
    for await (const _ of request.raw);
    await reply.headers(retryAfter(fault)).code(fault.status).send(onDemand(fault));
  });
  app.addHook('preParsing', async (request, _, payload) => {
    if (request.url.startsWith('/sandbox/')) return payload;
    return wire.incoming(request.raw, faults.get(request.raw));
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (request.url.startsWith('/sandbox/')) return payload;
    const fault = faults.get(request.raw);
    const refusal = fault?.kind === 'status' && fault.after ? fault : undefined;
    if (refusal !== undefined) reply.headers(retryAfter(refusal)).code(refusal.status);
    const outcome = String(reply.statusCode);
    wire.counters.answered(`api ${request.method} ${request.routeOptions.url ?? request.url.split('?')[0]}`, outcome);
    if (refusal !== undefined) {
      const answer = JSON.stringify(onDemand(refusal));
      reply.header('content-length', Buffer.byteLength(answer));
      return answer;
    }
    const unbroken = answerCut(fault, 1) === Number.POSITIVE_INFINITY && wire.link.bitsPerSecond === 0;
    if (unbroken || (typeof payload !== 'string' && !Buffer.isBuffer(payload))) return payload;
    const body = Buffer.from(payload);
    const cutAt = answerCut(fault, body.length);
    reply.header('content-length', body.length);
    return Readable.from(slowly(wire, body, cutAt, () => reply.raw.socket?.destroy()));
  });
}

type Refusal = Extract<FaultAction, { kind: 'status' }>;

function onDemand({ status }: Refusal): Record<string, unknown> {
  return status === 401
    ? { message: 'Token invalide' }
    : { success: false, message: 'Une panne du bac à sable, à la demande.' };
}

function retryAfter({ retry_after }: Refusal): Record<string, string> {
  return retry_after === undefined ? {} : { 'retry-after': String(retry_after) };
}

/** The answer in slices as the line lets them through, up to where it is cut. */
async function* slowly(wire: Wire, body: Buffer, cutAt: number, cut: () => void): AsyncGenerator<Buffer> {
  const slice = 16 * 1024;
  for (let at = 0; at < Math.min(cutAt, body.length); at += slice) {
    const piece = body.subarray(at, Math.min(at + slice, cutAt));
    await wire.link.cross(piece.length);
    yield piece;
  }
  // What was yielded is written in the turns that follow; then the line is dead.
  if (cutAt < body.length) setTimeout(cut, 20);
  if (cutAt < body.length) await new Promise(() => undefined);
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { PICTURE_FILE_LIMIT } from '../../../shared/domain/profile.ts';
import type { ProfileCalls, RemoteProfile } from '../../core/ports/profile.ts';
import { boundedExchange } from './bounded-exchange.ts';
import { dateHeader, type HttpClient, parseJson } from './http.ts';
import { problemOf } from './problems.ts';
import { enveloped, optionalText, text } from './wire.ts';

/** Longest an address of a picture may take to give it, and a server to take one, in ms. */
const PICTURE_BOUNDS = { patienceMs: 60_000, limitBytes: PICTURE_FILE_LIMIT } as const;
const HEALTH_PATIENCE_MS = 8_000;

const profileFields = z
  .object({
    email: text(254).nullish(),
    first_name: optionalText(200),
    last_name: optionalText(200),
    name: optionalText(400),
    phone: optionalText(60),
    bio: optionalText(2000),
    avatar_url: optionalText(2000).catch(null),
    avatar: optionalText(2000).catch(null),
    profile_picture: optionalText(2000).catch(null),
  })
  .transform((wire) => {
    const words = (wire.name ?? '').trim().split(/\s+/);
    return {
      email: wire.email ?? '',
      firstName: wire.first_name ?? words[0] ?? '',
      lastName: wire.last_name ?? words.slice(1).join(' '),
      phone: wire.phone ?? '',
      bio: wire.bio ?? '',
      pictureUrl: wire.avatar_url ?? wire.profile_picture ?? wire.avatar,
    };
  });
const profileAnswer = enveloped(
  z.union([z.object({ user: profileFields }).transform((wire) => wire.user), profileFields]),
);

/** Where a server put the picture, if it says. */
const pictureAnswer = z
  .object({
    data: z
      .object({
        avatar_url: optionalText(2000).catch(null),
        avatar: optionalText(2000).catch(null),
        profile_picture: optionalText(2000).catch(null),
      })
      .nullish()
      .catch(null),
  })
  .transform(({ data }) => data?.avatar_url ?? data?.profile_picture ?? data?.avatar ?? null)
  .catch(null);

/** The server's own route and field first, then those of the document. */
const PICTURE_ROUTES = [
  { method: 'PUT', path: '/api/user/avatar' },
  { method: 'POST', path: '/api/user/profile/avatar' },
] as const;
const PASSWORD_ROUTES = ['/api/user/password', '/api/user/profile/password'];
const HEALTH_ROUTES = ['/api/health', '/api/healthz', '/api/ready'];
const healthMessage = z.object({ message: text(200).nullish().catch(null) }).catch({ message: null });

export function profileCalls(http: HttpClient): ProfileCalls {
  const absolute = (url: string | null): string | null => {
    if (url === null || url === '' || !URL.canParse(url, `${http.server}/`)) return null;
    const { href, protocol, host } = new URL(url, `${http.server}/`);
    // Without encryption only from the server itself, which may then be this computer's own.
    return protocol === 'https:' || host === new URL(http.server).host ? href : null;
  };

  return {
    async read(token, signal): Promise<RemoteProfile> {
      const found = await http.read({ method: 'GET', path: '/api/user/profile', token, signal }, profileAnswer);
      return { ...found, pictureUrl: absolute(found.pictureUrl) };
    },
    async update(token, { firstName, lastName, phone, bio }, signal) {
      await http.call({
        method: 'PUT',
        path: '/api/user/profile',
        token,
        signal,
        json: { first_name: firstName, last_name: lastName, phone: phone || null, bio: bio || null },
      });
    },
    async setPicture(token, jpeg, signal) {
      for (const route of PICTURE_ROUTES) {
        const answer = await sendPicture(http.server, route, token, jpeg, signal);
        if (answer !== null) return { outcome: 'taken', url: absolute(pictureAnswer.parse(answer)) };
      }
      return { outcome: 'unsupported' };
    },
    picture: (url, signal) => fetchPicture(http.server, url, signal),
    async changePassword(token, current, next, signal) {
      const json = { current_password: current, password: next, password_confirmation: next };
      for (const path of PASSWORD_ROUTES) {
        const answer = await http.call({ method: 'PUT', path, token, signal, json, accept: [400, 404, 405] });
        if (answer.status === 400) return 'wrong';
        if (answer.status < 400) return 'changed';
      }
      throw new StudioError('server-refused', { status: 404, fields: {}, message: '' });
    },
    async healths(signal) {
      return Promise.all(
        HEALTH_ROUTES.map(async (path) => {
          try {
            const patience = AbortSignal.any([AbortSignal.timeout(HEALTH_PATIENCE_MS), ...(signal ? [signal] : [])]);
            const answer = await http.call({ method: 'GET', path, signal: patience, accept: [404, 405, 429] });
            const { message } = healthMessage.parse(answer.body);
            return { path, ok: answer.status < 400, status: answer.status, message: message ?? '' };
          } catch (error) {
            if (isStudioError(error, 'server-error'))
              return { path, ok: false, status: error.facts.status, message: error.facts.message };
            if (isStudioError(error, 'server-refused'))
              return { path, ok: false, status: error.facts.status, message: error.facts.message };
            const reason = isStudioError(error, 'server-unreachable') ? error.facts.reason : 'timeout';
            return { path, ok: false, status: 0, message: reason };
          }
        }),
      );
    },
  };
}

/** The form with the picture; null where the server has no such route. Never repeated by itself; sending it twice harms nothing. */
async function sendPicture(
  server: string,
  { method, path }: (typeof PICTURE_ROUTES)[number],
  token: string,
  jpeg: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const boundary = `pouire-${randomUUID()}`;
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="avatar"; filename="avatar.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
    ),
    jpeg,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const { response, content } = await exchange(server, server + path, signal, {
    method,
    body,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  });
  if (response.status === 404 || response.status === 405) return null;
  const answer = parseJson(new TextDecoder().decode(content));
  if (response.ok) return answer ?? {};
  throw problemOf(server, {
    status: response.status,
    body: answer,
    serverTime: dateHeader(response.headers.get('date')),
    retryAfter: response.headers.get('retry-after'),
  });
}

async function fetchPicture(server: string, url: string, signal: AbortSignal | undefined): Promise<Uint8Array | null> {
  const { response, content } = await exchange(server, url, signal, { method: 'GET', headers: { accept: 'image/*' } });
  if (response.status === 404 || response.status === 410) return null;
  if (response.ok) return content;
  throw new StudioError('server-error', { server, status: response.status, message: 'no picture' });
}

function exchange(
  server: string,
  url: string,
  signal: AbortSignal | undefined,
  request: RequestInit,
): Promise<{ response: Response; content: Uint8Array }> {
  const redirect = request.method === 'GET' ? 'follow' : 'manual';
  return boundedExchange(server, url, { ...request, redirect }, PICTURE_BOUNDS, signal);
}

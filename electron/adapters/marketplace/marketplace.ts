import { z } from 'zod';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { servedRules } from '../../../shared/domain/rules.ts';
import { normaliseServerAddress } from '../../../shared/domain/server-address.ts';
import type { ConnectMarketplace, Marketplace, RemoteCategory } from '../../core/ports/marketplace.ts';
import { accessToken } from './access-token.ts';
import {
  abilitiesAnswer,
  availableAnswer,
  category,
  flattenCategories,
  healthAnswer,
  loginAnswer,
  notification,
  pendingAnswer,
  photo,
  photoAnswer,
  revenueMonth,
  tokenAnswer,
  transaction,
  userAnswer,
} from './answers.ts';
import { directUploadCalls } from './direct-upload.ts';
import { postPhotoForm } from './form-upload.ts';
import { type Answer, type Call, createHttpClient, type HttpClient } from './http.ts';
import { invoiceCalls } from './invoices.ts';
import { readAs } from './problems.ts';
import { profileCalls } from './profile.ts';
import { paged } from './wire.ts';
import { withdrawalCalls } from './withdrawals.ts';

/** With or without the envelope. */
const rulesAnswer = z.union([z.object({ data: servedRules }).transform(({ data }) => data), servedRules]);

/** Most items a list gives at once (transactions: per_page ≤ 100). */
const PER_PAGE = 100;
/** Category pages beyond this are a server that counts wrong. */
const MOST_CATEGORY_PAGES = 50;

/** The Marketplace port over HTTP. Errors: server-address-invalid. */
export const connectMarketplace: ConnectMarketplace = (server) =>
  marketplaceAt(createHttpClient(normaliseServerAddress(server)));

export function marketplaceAt(http: HttpClient): Marketplace {
  return {
    ...accountCalls(http),
    ...photoCalls(http),
    ...directUploadCalls(http),
    ...moneyCalls(http),
    ...notificationCalls(http),
    ...invoiceCalls(http),
    withdrawals: withdrawalCalls(http, PER_PAGE),
    profile: profileCalls(http),
  };
}

/** The server's own route first; the documented ones where it answers 404 or 405. */
async function firstKnown(http: HttpClient, routes: readonly Call[]): Promise<Answer> {
  const [route, ...others] = routes;
  if (!route) throw new Error('no route given');
  const answer = await http.call(others.length > 0 ? { ...route, accept: [404, 405] } : route);
  return answer.status === 404 || answer.status === 405 ? firstKnown(http, others) : answer;
}

function accountCalls(
  http: HttpClient,
): Pick<Marketplace, 'health' | 'login' | 'refresh' | 'logout' | 'me' | 'abilities' | 'categories' | 'photoRules'> {
  return {
    async health(signal) {
      const answer = await firstKnown(
        http,
        ['/api/health', '/api/healthz', '/api/ready'].map((path) => ({ method: 'GET', path, signal })),
      );
      const body = healthAnswer.safeParse(answer.body);
      if (!body.success)
        throw new StudioError('server-error', {
          server: http.server,
          status: answer.status,
          message: 'not a marketplace',
        });
      return { version: body.data.version ?? '', serverTime: body.data.timestamp ?? answer.serverTime };
    },
    async login(email, password, signal) {
      const call: Call = {
        method: 'POST',
        path: '/api/auth/login',
        json: { email, password, remember_me: false },
        signal,
      };
      try {
        const answer = await http.call(call);
        const { user, access_token, expires_in } = parse(http, answer, loginAnswer);
        return { user, access: accessToken(access_token, expires_in, answer.serverTime, Date.now()) };
      } catch (error) {
        if (isStudioError(error, 'session-expired'))
          throw new StudioError('wrong-credentials', { email }, { cause: error });
        throw error;
      }
    },
    async refresh(token, signal) {
      const answer = await http.call({ method: 'POST', path: '/api/auth/refresh', token, signal });
      const { access_token, expires_in } = parse(http, answer, tokenAnswer);
      return accessToken(access_token, expires_in, answer.serverTime, Date.now());
    },
    async logout(token, signal) {
      await http.call({ method: 'POST', path: '/api/auth/logout', token, signal });
    },
    me: (token, signal) => http.read({ method: 'GET', path: '/api/auth/me', token, signal }, userAnswer),
    abilities: (token, signal) =>
      http.read({ method: 'GET', path: '/api/auth/abilities', token, signal }, abilitiesAnswer),
    async categories(signal) {
      const found: RemoteCategory[] = [];
      for (let page = 1, lastPage = 1; page <= Math.min(lastPage, MOST_CATEGORY_PAGES); page++) {
        const answer = await http.read(
          { method: 'GET', path: `/api/categories?page=${page}&per_page=${PER_PAGE}`, signal },
          paged(category),
        );
        found.push(...flattenCategories(answer.items));
        lastPage = answer.lastPage;
      }
      // A flat list repeats what the tree already holds.
      return [...new Map(found.map((item) => [item.id, item])).values()];
    },
    async photoRules(token, signal) {
      // Not in the contract of today: asked politely, and « not known » is an answer like any other.
      const path = '/api/photographer/photo-rules';
      const answer = await http.call({ method: 'GET', path, token, signal, accept: [403, 404, 405, 501] });
      return rulesAnswer.safeParse(answer.body).data ?? null;
    },
  };
}

function parse<T extends typeof loginAnswer | typeof tokenAnswer>(
  http: HttpClient,
  answer: Answer,
  schema: T,
): T['_output'] {
  const parsed = schema.safeParse(answer.body);
  // The cause is left out: it would quote the answer, which holds the token.
  if (!parsed.success)
    throw new StudioError('server-error', {
      server: http.server,
      status: answer.status,
      message: 'unreadable session',
    });
  return parsed.data;
}

function photoCalls(
  http: HttpClient,
): Pick<Marketplace, 'photos' | 'photo' | 'updatePhoto' | 'deletePhoto' | 'postPhoto'> {
  const one = (photoId: string) => `/api/photographer/photos/${encodeURIComponent(photoId)}`;
  return {
    photos: (token, page, signal) =>
      http.read(
        { method: 'GET', path: `/api/photographer/photos?page=${page}&per_page=${PER_PAGE}`, token, signal },
        paged(photo),
      ),
    async photo(token, photoId, signal) {
      const answer = await http.call({ method: 'GET', path: one(photoId), token, signal, accept: [404] });
      if (answer.status === 404) return null;
      return readAs(photoAnswer, 'photo', http.server, answer);
    },
    updatePhoto: (token, photoId, form, signal) =>
      http.read(
        {
          method: 'PUT',
          path: one(photoId),
          token,
          signal,
          json: {
            title: form.title,
            description: form.description,
            category_id: form.categoryId,
            tags: form.tags.join(','),
            price_standard: form.priceStandard,
            price_extended: form.priceExtended,
            location: form.location,
          },
        },
        photoAnswer,
      ),
    async deletePhoto(token, photoId, signal) {
      await http.call({ method: 'DELETE', path: one(photoId), token, signal, accept: [404] });
    },
    postPhoto: (token, path, filename, form, signal, onProgress) =>
      postPhotoForm({ server: http.server, token, path, filename, form, signal, onProgress }),
  };
}

function moneyCalls(
  http: HttpClient,
): Pick<Marketplace, 'transactions' | 'revenueMonths' | 'availableBalance' | 'pendingBalance'> {
  const revenue = '/api/photographer/revenue';
  return {
    transactions: (token, page, signal) =>
      http.read(
        { method: 'GET', path: `${revenue}/transactions?page=${page}&per_page=${PER_PAGE}`, token, signal },
        paged(transaction),
      ),
    revenueMonths: (token, page, signal) =>
      http.read(
        { method: 'GET', path: `${revenue}?page=${page}&per_page=${PER_PAGE}`, token, signal },
        paged(revenueMonth),
      ),
    availableBalance: (token, signal) =>
      http.read({ method: 'GET', path: `${revenue}/available`, token, signal }, availableAnswer),
    pendingBalance: (token, signal) =>
      http.read({ method: 'GET', path: `${revenue}/pending`, token, signal }, pendingAnswer),
  };
}

function notificationCalls(
  http: HttpClient,
): Pick<Marketplace, 'notifications' | 'markNotificationRead' | 'markAllNotificationsRead'> {
  return {
    notifications: (token, page, signal) =>
      http.read(
        { method: 'GET', path: `/api/user/notifications?page=${page}&per_page=${PER_PAGE}`, token, signal },
        paged(notification),
      ),
    async markNotificationRead(token, id, signal) {
      // Gone there: nothing is left to be read.
      const path = `/api/user/notifications/${encodeURIComponent(id)}/read`;
      await http.call({ method: 'PUT', path, token, signal, accept: [403, 404] });
    },
    async markAllNotificationsRead(token, signal) {
      await firstKnown(
        http,
        ['mark-all-read', 'read-all'].map((action) => ({
          method: 'PUT',
          path: `/api/user/notifications/${action}`,
          token,
          signal,
        })),
      );
    },
  };
}

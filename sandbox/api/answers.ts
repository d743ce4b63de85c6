import type { FastifyRequest } from 'fastify';

/** An error in one of the marketplace's shapes. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(typeof body.message === 'string' ? body.message : String(status));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export function unauthenticated(message: string): ApiError {
  return new ApiError(401, { message });
}

export function notFound(message: string): ApiError {
  return new ApiError(404, { message });
}

/** 403, and other refusals with `success: false`. */
export function refused(status: number, message: string, more: Record<string, unknown> = {}): ApiError {
  return new ApiError(status, { success: false, message, ...more });
}

export function success(data: unknown, message?: string): Record<string, unknown> {
  return { success: true, ...(message === undefined ? {} : { message }), data };
}

export function done(message: string): Record<string, unknown> {
  return { success: true, message };
}

/**
 * An amount that comes out of SQL's sum(): a JSON string, as the marketplace's database driver delivers it.
 * Plain columns stay numbers.
 */
export function summed(amount: number): string {
  return String(amount);
}

export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
  readonly offset: number;
}

/** `?page=&per_page=`; nonsense counts as the default, as Laravel does. */
export function pageRequest(request: FastifyRequest, standard: number, maximum = 100): PageRequest {
  const query = new URL(request.url, 'http://sandbox').searchParams;
  const number = (name: string, otherwise: number): number => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value > 0 ? value : otherwise;
  };
  const perPage = Math.min(maximum, number('per_page', standard));
  const page = number('page', 1);
  return { page, perPage, offset: (page - 1) * perPage };
}

interface Place {
  readonly path: string;
  readonly lastPage: number;
  readonly from: number | null;
  readonly to: number | null;
  url(page: number): string;
}

function place(request: FastifyRequest, wanted: PageRequest, rows: number, total: number): Place {
  const here = new URL(request.url, `http://${request.host}`);
  return {
    path: `${here.origin}${here.pathname}`,
    lastPage: Math.max(1, Math.ceil(total / wanted.perPage)),
    from: rows === 0 ? null : wanted.offset + 1,
    to: rows === 0 ? null : wanted.offset + rows,
    url: (page) => {
      here.searchParams.set('page', String(page));
      return here.href;
    },
  };
}

/** A Laravel resource page: `{ data, links, meta }`, without `success`. */
export function resourcePage(
  request: FastifyRequest,
  wanted: PageRequest,
  rows: readonly unknown[],
  total: number,
): Record<string, unknown> {
  const { path, lastPage, from, to, url } = place(request, wanted, rows.length, total);
  const { page, perPage } = wanted;
  return {
    data: rows,
    links: {
      first: url(1),
      last: url(lastPage),
      prev: page > 1 ? url(page - 1) : null,
      next: page < lastPage ? url(page + 1) : null,
    },
    meta: { current_page: page, from, last_page: lastPage, path, per_page: perPage, to, total },
  };
}

/** A Laravel length-aware paginator inside `data`. */
export function paginated(
  request: FastifyRequest,
  wanted: PageRequest,
  rows: readonly unknown[],
  total: number,
): Record<string, unknown> {
  const { path, lastPage, from, to, url } = place(request, wanted, rows.length, total);
  const { page, perPage } = wanted;
  return success({
    current_page: page,
    data: rows,
    first_page_url: url(1),
    from,
    last_page: lastPage,
    last_page_url: url(lastPage),
    next_page_url: page < lastPage ? url(page + 1) : null,
    path,
    per_page: perPage,
    prev_page_url: page > 1 ? url(page - 1) : null,
    to,
    total,
  });
}

/** A page cut out of rows that are all at hand. */
export function cut<T>(wanted: PageRequest, rows: readonly T[]): T[] {
  return rows.slice(wanted.offset, wanted.offset + wanted.perPage);
}

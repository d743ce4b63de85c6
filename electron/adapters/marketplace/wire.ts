import { z } from 'zod';
import { xof, xofFromWire } from '../../../shared/domain/money.ts';

/**
 * The marketplace's values as they really arrive. Liberal: identifiers as numbers or strings, money as integer, float or
 * string, times with or without a zone, absent and null alike.
 */

/** UUIDs today, integers on older deployments. */
export const id = z.union([z.string().min(1).max(200), z.number().transform(String)]);

/** Text from outside: cut, never refused for its length. */
export const text = (maximum: number) => z.string().transform((value) => value.slice(0, maximum));

/** Text that may be absent. */
export const optionalText = (maximum: number) =>
  text(maximum)
    .nullish()
    .transform((value) => value ?? null);

/** ISO 8601 or `YYYY-MM-DD HH:MM:SS`; without a zone it is UTC. Becomes ms since the epoch. */
export const timestamp = z.string().transform((value, context) => {
  const at = parseTimestamp(value);
  if (at === null) {
    context.addIssue({ code: 'custom', message: 'not a date' });
    return z.NEVER;
  }
  return at;
});

/** A time that may be absent or unreadable without harm. */
export const optionalTimestamp = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => (value == null ? null : parseTimestamp(value)));

export function parseTimestamp(value: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    value.trim(),
  );
  if (!match) return null;
  const [, day, time = '00:00:00', zone = 'Z'] = match;
  // Laravel writes microseconds; the language keeps milliseconds.
  const at = Date.parse(`${day}T${time.replace(/(\.\d{3})\d+/, '$1')}${zone}`);
  return Number.isNaN(at) ? null : at;
}

/** Whole numbers that may come as text. Unreadable counts are 0: they are never money. */
export const count = z.coerce
  .number()
  .int()
  .min(0)
  .nullish()
  .catch(0)
  .transform((value) => value ?? 0);

/**
 * An amount in francs. A decimal column may carry a fraction (80 % of 503 is 402.4): the currency has none, so it is rounded
 * half up to the franc, the rule of shared/domain/money.ts.
 */
export const money = z.union([
  xofFromWire,
  z
    .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
    .transform((value) => Math.floor(Number(value) + 0.5))
    .pipe(xof),
]);

/** Null from `sum()` over no rows is no money. */
export const moneyOrZero = money.nullish().transform((value) => value ?? xof.parse(0));

export const optionalMoney = money
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** `{ success, data }`: answers with `data`, whatever stands beside it. */
export const enveloped = <T extends z.ZodType>(schema: T) =>
  z
    .object({ data: z.unknown() })
    .transform((answer) => answer.data)
    .pipe(schema);

const pageNumber = z.coerce.number().int().min(0).optional().catch(undefined);
const pagination = z.object({
  current_page: pageNumber,
  last_page: pageNumber,
  per_page: pageNumber,
  total: pageNumber,
});

export interface WirePage<T> {
  items: T[];
  page: number;
  lastPage: number;
  total: number;
}

/**
 * Every list the server makes: a resource page `{ data, links, meta }`, a length-aware paginator inside the envelope
 * `{ success, data: { current_page, data, … } }`, or a plain array in the envelope.
 */
export function paged<T extends z.ZodType>(item: T) {
  const items = z.array(item);
  const paginator = pagination.extend({ data: items });
  return z.union([
    z.object({ data: paginator }).transform((answer) => pageOf(answer.data.data, answer.data)),
    z.object({ data: items, meta: pagination }).transform((answer) => pageOf(answer.data, answer.meta)),
    paginator.transform((answer) => pageOf(answer.data, answer)),
    items.transform((plain) => pageOf(plain, {})),
  ]);
}

function pageOf<T>(items: T[], from: z.infer<typeof pagination>): WirePage<T> {
  const page = from.current_page ?? 1;
  const total = from.total ?? items.length;
  // The published document leaves `last_page` out of some paginators.
  const lastPage = from.last_page ?? (from.per_page ? Math.ceil(total / from.per_page) : 1);
  return { items, page, lastPage: Math.max(1, lastPage), total };
}

import type { Difference, DifferenceKind } from '../../../../shared/contract/sales.contract.ts';

/** Amounts of a month in whole francs CFA, and how many sales. */
export interface MonthAmounts {
  readonly gross: number;
  readonly commission: number;
  readonly net: number;
  readonly count: number;
}

/** A sale as an explanation names it. */
export interface NamedSale extends Omit<MonthAmounts, 'count'> {
  readonly id: string;
  readonly orderNumber: string;
  readonly title: string;
  readonly soldAt: number;
}

/** What the ledger knows that may explain a month's difference. */
export interface MonthEvidence {
  /** Sales of the month that count. */
  readonly sales: readonly NamedSale[];
  /** Sales of the month that the marketplace stopped listing. */
  readonly gone: readonly NamedSale[];
  /** Amounts that sales of the month had before the marketplace changed them. */
  readonly changed: readonly { readonly sale: NamedSale; readonly before: Omit<MonthAmounts, 'count'> }[];
  /** The ledger's sums of the month if days began `hours` later. */
  shifted(hours: number): MonthAmounts;
  /** By how much the months before and after differ: days that begin elsewhere move sales between neighbours. */
  readonly neighbours: readonly MonthAmounts[];
  /** Entries of the marketplace's list beyond those that have an id of their own. */
  readonly repeated: number;
}

/** Something that moves the month's figures, if the marketplace counts it in its own way. */
interface Cause extends MonthAmounts {
  readonly kind: DifferenceKind;
  readonly sale: NamedSale;
}

/** Zones reach from UTC−12 to UTC+14. */
const ZONES = Array.from({ length: 27 }, (_, index) => index - 12)
  .filter((hours) => hours !== 0)
  .sort((a, b) => Math.abs(a) - Math.abs(b));
/** Causes looked at together; more of them could explain anything. */
const MOST_CAUSES = 24;
const MOST_TOGETHER = 4;
const MOST_NAMED = 20;

type MonthDifference = Omit<Difference, 'subject' | 'month'>;

/**
 * Why a month of the marketplace (`theirs`) is not the ledger's (`ours`): nothing when it is. One difference for every kind of
 * cause; together they make the whole difference, and what no cause explains is said as missing, surplus, changed or unknown.
 */
export function explainMonth(theirs: MonthAmounts, ours: MonthAmounts, evidence: MonthEvidence): MonthDifference[] {
  const off = minus(theirs, ours);
  if (isNothing(off)) return [];
  if (isRounding(off, ours.count)) return [bare('rounding', off)];
  const zones = evidence.neighbours.some((other) => other.count * off.count < 0 || other.net * off.net < 0)
    ? ZONES
    : [];
  for (const hours of zones)
    if (isNothing(minus(theirs, evidence.shifted(hours)))) return [{ ...bare('time-zone', off), hours }];
  const found = together(causesOf(evidence), off, ours.count);
  if (found === null) return [unexplained(off, evidence)];
  const { causes, rest } = found;
  const kinds = Map.groupBy(causes, ({ kind }) => kind);
  const explained = [...kinds].map(([kind, some]) => named(kind, some));
  return isNothing(rest) ? explained : [...explained, bare('rounding', rest)];
}

function causesOf({ sales, gone, changed }: MonthEvidence): Cause[] {
  const causes: Cause[] = [
    ...gone.map((sale) => ({ ...amountsOf(sale, 1), kind: 'late-refund' as const, sale })),
    ...changed.map(({ sale, before }) => ({
      kind: 'changed' as const,
      sale,
      gross: before.gross - sale.gross,
      commission: before.commission - sale.commission,
      net: before.net - sale.net,
      count: 0,
    })),
  ];
  const seen = new Set<string>();
  for (const sale of sales) {
    const line = [sale.orderNumber, sale.title, sale.soldAt, sale.gross].join('\n');
    if (seen.has(line)) causes.push({ ...amountsOf(sale, -1), kind: 'doubled', sale });
    seen.add(line);
  }
  return causes.slice(0, MOST_CAUSES);
}

/** The fewest causes that make up the whole difference, but for the roundings of its sales. */
function together(
  causes: readonly Cause[],
  off: MonthAmounts,
  sales: number,
): { causes: Cause[]; rest: MonthAmounts } | null {
  for (let most = 1; most <= Math.min(MOST_TOGETHER, causes.length); most += 1) {
    const found = pick(causes, off, most, sales, 0, []);
    if (found) return found;
  }
  const all = causes.reduce<MonthAmounts>(minus, off);
  return causes.length > 0 && isNothing(all) ? { causes: [...causes], rest: all } : null;
}

function pick(
  causes: readonly Cause[],
  rest: MonthAmounts,
  most: number,
  sales: number,
  from: number,
  chosen: readonly Cause[],
): { causes: Cause[]; rest: MonthAmounts } | null {
  if (most === 0) return isNothing(rest) || isRounding(rest, sales) ? { causes: [...chosen], rest } : null;
  for (let index = from; index < causes.length; index += 1) {
    const cause = causes[index];
    if (!cause) continue;
    const found = pick(causes, minus(rest, cause), most - 1, sales, index + 1, [...chosen, cause]);
    if (found) return found;
  }
  return null;
}

/** By what the numbers alone say. */
function unexplained(off: MonthAmounts, { sales, repeated }: MonthEvidence): MonthDifference {
  if (off.count > 0 && off.gross > 0) {
    const same = sales.find((sale) => off.count === 1 && sale.gross === off.gross && sale.net === off.net);
    if (repeated >= off.count && same) return { ...bare('doubled', off), sales: [asNamed(same)] };
    return bare('missing', off);
  }
  if (off.count < 0 && off.gross < 0) {
    const one = sales.filter((sale) => off.count === -1 && sale.gross === -off.gross && sale.net === -off.net);
    // Several of the same amount: which one it was cannot be told.
    if (one.length > 0)
      return { ...bare('refund-ahead', off), sales: one.length === 1 ? one.slice(0, 1).map(asNamed) : [] };
    return bare('surplus', off);
  }
  return bare(off.count === 0 ? 'changed' : 'unknown', off);
}

/** Commissions of single sales rounded, against the commission of the month rounded: at most a franc for each sale. */
function isRounding(off: MonthAmounts, sales: number): boolean {
  return off.count === 0 && off.gross === 0 && off.net === -off.commission && Math.abs(off.net) <= Math.max(1, sales);
}

export function isNothing({ gross, commission, net, count }: MonthAmounts): boolean {
  return gross === 0 && commission === 0 && net === 0 && count === 0;
}

export function minus(from: MonthAmounts, some: MonthAmounts): MonthAmounts {
  return {
    gross: from.gross - some.gross,
    commission: from.commission - some.commission,
    net: from.net - some.net,
    count: from.count - some.count,
  };
}

function amountsOf({ gross, commission, net }: NamedSale, sign: 1 | -1): MonthAmounts {
  return { gross: sign * gross, commission: sign * commission, net: sign * net, count: sign };
}

export function asNamed({ id, orderNumber, title, soldAt, net }: NamedSale): Difference['sales'][number] {
  return { id, orderNumber, title, soldAt, net };
}

function bare(kind: DifferenceKind, { count, gross, net }: MonthAmounts): MonthDifference {
  return { kind, count, gross, net, sales: [], hours: null };
}

function named(kind: DifferenceKind, causes: readonly Cause[]): MonthDifference {
  const sum = (value: (cause: Cause) => number) => causes.reduce((total, cause) => total + value(cause), 0);
  return {
    kind,
    count: sum((cause) => cause.count),
    gross: sum((cause) => cause.gross),
    net: sum((cause) => cause.net),
    sales: causes.slice(0, MOST_NAMED).map(({ sale }) => asNamed(sale)),
    hours: null,
  };
}

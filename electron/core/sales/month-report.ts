import type { BestRow, MonthReport, SaleSums } from '../../../shared/contract/sales.contract.ts';
import { formatXof } from '../../../shared/domain/money.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { LICENSE_NAMES } from '../../../shared/messages/license-names.ts';
import { addDays, addPeriods } from './calendar.ts';

interface Words {
  readonly locale: string;
  readonly fileName: string;
  readonly title: (month: string) => string;
  readonly none: (month: string) => string;
  readonly sales: (count: number) => string;
  readonly gross: string;
  readonly commission: string;
  readonly net: string;
  readonly change: (percent: string, month: string) => string;
  readonly best: string;
  readonly licenses: string;
  readonly becoming: (amount: string, from: string, to: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    locale: 'fr-FR',
    fileName: 'bilan',
    title: (month) => `Vos ventes en ${month}`,
    none: (month) => `Aucune vente en ${month}.`,
    sales: (count) => (count === 1 ? '1 vente' : `${new Intl.NumberFormat('fr-FR').format(count)} ventes`),
    gross: 'Payé par les acheteurs',
    commission: 'Commission de la place de marché',
    net: 'Net pour vous',
    change: (percent, month) => `${percent} par rapport à ${month}.`,
    best: 'Les photos les plus vendues',
    licenses: 'Par licence',
    becoming: (amount, from, to) => `${amount} deviennent disponibles entre le ${from} et le ${to}.`,
  },
  en: {
    locale: 'en-GB',
    fileName: 'report',
    title: (month) => `Your sales in ${month}`,
    none: (month) => `No sale in ${month}.`,
    sales: (count) => (count === 1 ? '1 sale' : `${new Intl.NumberFormat('en-GB').format(count)} sales`),
    gross: 'Paid by buyers',
    commission: 'Commission of the marketplace',
    net: 'Net for you',
    change: (percent, month) => `${percent} against ${month}.`,
    best: 'Photos sold most',
    licenses: 'By licence',
    becoming: (amount, from, to) => `${amount} become available between ${from} and ${to}.`,
  },
};

export type ReportFacts = Omit<MonthReport, 'text' | 'fileName'>;

/** First and last local day of a month (`YYYY-MM`). */
export function daysOfMonth(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  return { from, to: addDays(addPeriods(from, 'month', 1), -1) };
}

/** The letter of a month, as plain text: it can be mailed, printed or kept as it is. */
export function reportText(facts: ReportFacts, language: Language): { text: string; fileName: string } {
  const words = WORDS[language];
  const licenses: Readonly<Record<string, string>> = LICENSE_NAMES[language];
  const named = (month: string) => monthName(month, words.locale);
  const fileName = `${words.fileName}-${facts.month}.txt`;
  if (facts.sums.count === 0) return { text: `${words.none(named(facts.month))}\n`, fileName };
  const { sums, before } = facts;
  const money = (amount: SaleSums['net']) => formatXof(amount, language);
  const lines = [
    words.title(named(facts.month)),
    '',
    words.sales(sums.count),
    ...columns([
      [words.gross, money(sums.gross)],
      [words.commission, money(sums.commission)],
      [words.net, money(sums.net)],
    ]),
  ];
  if (before.net > 0) {
    const change = new Intl.NumberFormat(words.locale, {
      style: 'percent',
      signDisplay: 'exceptZero',
      maximumFractionDigits: 0,
    }).format((sums.net - before.net) / before.net);
    lines.push('', words.change(change, named(addPeriods(`${facts.month}-01`, 'month', -1).slice(0, 7))));
  }
  const rows = (some: readonly BestRow[], title: (row: BestRow) => string) =>
    columns(some.map((row) => [`${title(row)} (${words.sales(row.count)})`, money(row.net)]));
  lines.push('', words.best, ...rows(facts.best, (row) => row.title));
  lines.push('', words.licenses, ...rows(facts.licenses, (row) => licenses[row.key] ?? row.key));
  if (facts.becomingAvailable) {
    const { net, from, to } = facts.becomingAvailable;
    lines.push('', words.becoming(money(net), dayName(from, words.locale), dayName(to, words.locale)));
  }
  return { text: `${lines.join('\n')}\n`, fileName };
}

/** Texts to the left, amounts to the right under each other. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(60, Math.max(0, ...rows.map(([name]) => name.length)));
  const right = Math.max(0, ...rows.map(([, amount]) => amount.length));
  return rows.map(([name, amount]) => `  ${short(name, left).padEnd(left)}  ${amount.padStart(right)}`);
}

function short(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
}

function dayName(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

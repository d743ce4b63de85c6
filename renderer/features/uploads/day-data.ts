import { formatBytes, formatNumber, type Language } from '../../i18n/format.ts';

/** `84 Mo`, or `84/500 Mo` where she set a budget: megabytes then, as data plans count. */
export function dayData(today: number, budget: number | null, language: Language): string {
  if (budget === null) return formatBytes(today, language);
  const unit = language === 'fr' ? 'Mo' : 'MB';
  const megabytes = (bytes: number) => formatNumber(bytes / 1_000_000, language);
  return `${megabytes(today)}/${megabytes(budget)}\u00a0${unit}`;
}

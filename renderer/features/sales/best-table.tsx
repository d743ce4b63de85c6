import { ImageOff } from 'lucide-react';
import type { BestRow } from '../../../shared/contract/sales.contract.ts';
import { formatNumber } from '../../i18n/format.ts';
import { type TextKey, useLanguage, useSay } from '../../i18n/i18n.ts';
import { Picture } from '../library/picture.tsx';
import { useSummary } from '../library/summaries.ts';
import { AmountHeads } from './amount-heads.tsx';
import { Money } from './money.tsx';
import { useBest } from './queries.ts';
import { narrowSales, showSalesOf, showTable, useSalesView } from './sales.store.ts';

type By = 'photo' | 'category' | 'license';
const HEADINGS = {
  photo: 'sales.photo',
  category: 'sales.category',
  license: 'sales.license',
} as const satisfies Record<By, TextKey>;

/** What sold best in the filter: each row leads to its sales. Views and conversion are the marketplace's totals since ever. */
export function BestTable({ by }: { readonly by: By }) {
  const say = useSay();
  const language = useLanguage();
  const filter = useSalesView((state) => state.filter);
  const rows = useBest(by, filter).data;
  if (!rows) return null;
  if (rows.length === 0) return <p className="p-6 text-muted">{say('sales.nothingHere')}</p>;
  const all = rows.reduce((sum, row) => sum + row.net, 0);
  const withViews = by !== 'license';
  return (
    <>
      <table className="w-full border-collapse" aria-label={say(`sales.best.${by}`)}>
        <thead className="text-left text-muted text-sm [&_th]:h-9 [&_th]:border-line [&_th]:border-b [&_th]:px-4 [&_th]:font-normal">
          <tr>
            <th scope="col">{say(HEADINGS[by])}</th>
            <AmountHeads names={['section.sales', 'sales.gross', 'sales.net', 'sales.share']} />
            {withViews && <AmountHeads names={['sales.views', 'sales.conversion']} />}
          </tr>
        </thead>
        <tbody className="[&_td]:h-12 [&_td]:px-4 [&_tr]:border-line [&_tr]:border-b [&_tr:last-child]:border-b-0">
          {rows.map((row) => (
            <tr key={row.key} className="hover:bg-hover/50">
              <td className="w-[38%] max-w-0">
                <button
                  type="button"
                  onClick={() => open(by, row)}
                  className="flex w-full items-center gap-3 text-left hover:underline"
                >
                  {by === 'photo' && <Face row={row} />}
                  <span className="truncate">
                    {by === 'license'
                      ? say(row.key === 'extended' ? 'license.extended' : 'license.standard')
                      : row.title || say('sales.noCategory')}
                  </span>
                </button>
              </td>
              <td className="tabular text-right">{formatNumber(row.count, language)}</td>
              <td className="text-right text-muted">
                <Money amount={row.gross} />
              </td>
              <td className="text-right font-semibold">
                <Money amount={row.net} />
              </td>
              <td className="tabular text-right text-muted">{percent(all > 0 ? row.net / all : null, language, 0)}</td>
              {withViews && (
                <>
                  <td className="tabular text-right text-muted">
                    {row.views === null ? '–' : formatNumber(row.views, language)}
                  </td>
                  <td className="tabular text-right text-muted">
                    {percent(row.views ? row.salesEver / row.views : null, language, 1)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {withViews && <p className="border-line border-t px-4 py-2 text-muted text-sm">{say('sales.conversion.text')}</p>}
    </>
  );
}

function open(by: By, { key, photoId, title }: BestRow): void {
  if (by === 'photo') showSalesOf(photoId === null ? { remotePhotoId: key } : { photoId }, title);
  if (by === 'category' && key !== '') narrowSales({ categoryId: key });
  if (by === 'license') narrowSales({ license: key === 'extended' ? 'extended' : 'standard' });
  showTable('sales');
}

function percent(share: number | null, language: 'fr' | 'en', digits: number): string {
  if (share === null) return '–';
  const format = { style: 'percent', maximumFractionDigits: digits } as const;
  const numbers = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', format);
  // What sold is never nothing: a share too small to be written is less than the least that can be.
  const least = 10 ** -(digits + 2);
  return share > 0 && share < least ? `< ${numbers.format(least)}` : numbers.format(share);
}

function Face({ row: { photoId, title } }: { readonly row: BestRow }) {
  return (
    <span className="flex h-9 w-13 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-cell text-line-strong">
      {photoId === null ? <ImageOff size={16} /> : <KnownFace id={photoId} title={title} />}
    </span>
  );
}

function KnownFace({ id, title }: { readonly id: NonNullable<BestRow['photoId']>; readonly title: string }) {
  const photo = useSummary(id);
  return photo ? <Picture photo={photo} kind="thumb200" alt={title} className="size-full object-cover" /> : null;
}

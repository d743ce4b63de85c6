import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Sale } from '../../../shared/contract/sales.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatDay, formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../library/picture.tsx';
import { useSummary } from '../library/summaries.ts';
import { Money } from './money.tsx';
import { useSales } from './queries.ts';

/** Sales shown first, and more of with each asking. */
const PAGE = 100;
/** The contract's limit for one asking. */
const MOST = 1000;

export function SalesTable() {
  const say = useSay();
  const [limit, setLimit] = useState(PAGE);
  const sales = useSales(limit).data;
  if (!sales) return null;
  return (
    <section aria-label={say('sales.table')} className="rounded-lg border border-line bg-panel">
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-left text-muted text-sm [&>th]:h-9 [&>th]:border-b [&>th]:border-line [&>th]:px-4 [&>th]:font-normal">
            <th>{say('sales.photo')}</th>
            <th>{say('sales.soldAt')}</th>
            <th>{say('sales.license')}</th>
            <th className="text-right">{say('sales.gross')}</th>
            <th className="text-right">{say('sales.commission')}</th>
            <th className="text-right">{say('sales.net')}</th>
            <th>{say('sales.availableAt')}</th>
          </tr>
        </thead>
        <tbody>
          {sales.items.map((sale) => (
            <Row key={sale.id} sale={sale} />
          ))}
        </tbody>
      </table>
      {sales.total > sales.items.length && limit < MOST && (
        <div className="flex justify-center border-t border-line p-3">
          <Button variant="ghost" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
            {say('sales.more', { count: sales.total - sales.items.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

function Row({ sale }: { readonly sale: Sale }) {
  const say = useSay();
  const language = useLanguage();
  const ready = sale.availableAt !== null && sale.availableAt <= Date.now();
  return (
    <tr className="hover:bg-hover/50 [&>td]:h-14 [&>td]:border-b [&>td]:border-line [&>td]:px-4 last:[&>td]:border-b-0">
      <td className="max-w-0 w-[34%]">
        <span className="flex items-center gap-3">
          <span className="flex h-10 w-14 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-cell text-line-strong">
            {sale.photoId === null ? <ImageOff size={16} /> : <SoldPicture id={sale.photoId} title={sale.title} />}
          </span>
          <span className="min-w-0">
            <span className="block truncate">{sale.title}</span>
            <span className="block truncate text-muted text-xs" data-selectable>
              {sale.orderNumber}
            </span>
          </span>
        </span>
      </td>
      <td className="whitespace-nowrap text-muted" title={formatMoment(sale.soldAt, language)}>
        {formatDay(sale.soldAt, language)}
      </td>
      <td>
        <Badge>{say(`license.${sale.license}`)}</Badge>
      </td>
      <td className="text-right text-muted">
        <Money amount={sale.gross} />
      </td>
      <td className="text-right text-muted">
        <Money amount={sale.commission} />
      </td>
      <td className="text-right font-semibold">
        <Money amount={sale.net} />
      </td>
      <td className="whitespace-nowrap">
        {sale.availableAt === null ? (
          <span className="text-muted">{say('sales.orderPending')}</span>
        ) : ready ? (
          <Badge tone="good">{say('sales.available')}</Badge>
        ) : (
          formatDay(sale.availableAt, language)
        )}
      </td>
    </tr>
  );
}

function SoldPicture({ id, title }: { readonly id: PhotoId; readonly title: string }) {
  const photo = useSummary(id);
  return photo ? <Picture photo={photo} kind="thumb200" alt={title} className="size-full object-cover" /> : null;
}

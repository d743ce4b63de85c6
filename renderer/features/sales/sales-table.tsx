import { useVirtualizer } from '@tanstack/react-virtual';
import { Ellipsis, FileText, Filter, Image, ImageOff } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Sale, SaleSums } from '../../../shared/contract/sales.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatDay, formatMoment, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { Picture } from '../library/picture.tsx';
import { showPhoto } from '../library/show-photo.ts';
import { useSummary } from '../library/summaries.ts';
import { Money } from './money.tsx';
import { saveInvoice } from './papers.ts';
import { useSalesBetween, useSalesSums } from './queries.ts';
import { showSalesOf, useSalesView } from './sales.store.ts';

const ROW_HEIGHT = 52;
/** Columns by their smallest useful width; the photo takes the rest. */
const COLUMNS = 'grid grid-cols-[minmax(180px,1fr)_112px_92px_116px_116px_116px_132px_28px] items-center gap-x-5 px-4';

/** Every sale of the filter, newest first: only those in sight are drawn and asked for. `scroller`: what scrolls the screen. */
export function SalesTable({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const say = useSay();
  const filter = useSalesView((state) => state.filter);
  const answer = useSalesSums(filter).data;
  const total = answer?.total ?? 0;
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  // What stands above changes its height with the filter.
  useLayoutEffect(() => {
    const place = body.current;
    const frame = scroller.current;
    if (!place || !frame) return;
    const measured = place.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop;
    if (Math.abs(measured - top) > 1) setTop(measured);
  });
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: top,
    overscan: 6,
  });
  const shown = virtual.getVirtualItems();
  const saleAt = useSalesBetween(filter, shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0);
  if (!answer) return null;
  if (total === 0) return <p className="p-6 text-muted">{say('sales.nothingHere')}</p>;
  return (
    <div className="min-w-[980px]">
      <Sums sums={answer.sums} />
      <table aria-label={say('sales.table')} aria-rowcount={total + 1} className="block w-full">
        <thead className="block">
          <tr aria-rowindex={1} className={`${COLUMNS} h-9 border-line border-b text-muted text-sm`}>
            <th scope="col" className="text-left font-normal">
              {say('sales.photo')}
            </th>
            <th scope="col" className="text-left font-normal">
              {say('sales.soldAt')}
            </th>
            <th scope="col" className="text-left font-normal">
              {say('sales.license')}
            </th>
            <th scope="col" className="text-right font-normal">
              {say('sales.gross')}
            </th>
            <th scope="col" className="text-right font-normal">
              {say('sales.commission')}
            </th>
            <th scope="col" className="text-right font-normal">
              {say('sales.net')}
            </th>
            <th scope="col" className="text-left font-normal">
              {say('sales.availableAt')}
            </th>
            <th scope="col" className="text-left font-normal">
              <span className="sr-only">{say('sales.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body} className="relative block" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => (
            <tr
              key={index}
              aria-rowindex={index + 2}
              className={`${COLUMNS} absolute inset-x-0 border-line border-b hover:bg-hover/50`}
              style={{ height: ROW_HEIGHT, transform: `translateY(${String(start - top)}px)` }}
            >
              <Row sale={saleAt(index)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of everything the filter holds, not of what is in sight. */
function Sums({ sums }: { readonly sums: SaleSums }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <p className="flex flex-wrap gap-x-6 border-line border-b px-4 py-2 text-sm">
      <span>{say('sales.sums.count', { count: sums.count, shown: formatNumber(sums.count, language) })}</span>
      <span className="text-muted">
        {say('sales.gross')} <Money amount={sums.gross} />
      </span>
      <span className="text-muted">
        {say('sales.commission')} <Money amount={sums.commission} />
      </span>
      <span className="font-semibold">
        {say('sales.net')} <Money amount={sums.net} />
      </span>
    </p>
  );
}

function Row({ sale }: { readonly sale: Sale | undefined }) {
  const say = useSay();
  const language = useLanguage();
  if (!sale) return <td className="text-muted">…</td>;
  const { photoId } = sale;
  return (
    <>
      <td className="flex min-w-0 items-center gap-3">
        {photoId === null ? (
          <span className="flex h-9 w-13 shrink-0 items-center justify-center rounded-sm bg-cell text-line-strong">
            <ImageOff size={16} />
          </span>
        ) : (
          <button
            type="button"
            title={say('sales.toPhoto')}
            aria-label={say('sales.toPhoto.of', { title: sale.title })}
            onClick={() => showPhoto(photoId)}
            className="flex h-9 w-13 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-cell"
          >
            <SoldPicture id={photoId} title={sale.title} />
          </button>
        )}
        <span className="min-w-0">
          <span dir="auto" className="block truncate text-left" title={sale.title}>
            {sale.title}
          </span>
          <span className="block truncate text-muted text-xs" data-selectable>
            {sale.orderNumber}
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
        <Availability at={sale.availableAt} />
      </td>
      <td>
        <Menu
          entries={entriesOf(sale, say)}
          trigger={
            <button
              type="button"
              aria-label={say('sales.actionsOf', { title: sale.title })}
              className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <Ellipsis size={16} />
            </button>
          }
        />
      </td>
    </>
  );
}

function entriesOf(sale: Sale, say: ReturnType<typeof useSay>): MenuEntry[] {
  const { photoId, remotePhotoId, title, orderNumber } = sale;
  const whose = photoId !== null ? { photoId } : remotePhotoId !== null ? { remotePhotoId } : null;
  return [
    ...(photoId === null
      ? []
      : [
          {
            kind: 'item' as const,
            label: say('sales.toPhoto'),
            icon: <Image size={14} />,
            onSelect: () => showPhoto(photoId),
          },
        ]),
    ...(whose === null
      ? []
      : [
          {
            kind: 'item' as const,
            label: say('sales.ofPhoto'),
            icon: <Filter size={14} />,
            onSelect: () => showSalesOf(whose, title),
          },
        ]),
    {
      kind: 'item',
      label: say('sales.invoice'),
      icon: <FileText size={14} />,
      disabled: orderNumber === '',
      onSelect: () => void saveInvoice(orderNumber),
    },
  ];
}

function Availability({ at }: { readonly at: number | null }) {
  const say = useSay();
  const language = useLanguage();
  if (at === null) return <span className="text-muted">{say('sales.orderPending')}</span>;
  return at <= Date.now() ? <Badge tone="good">{say('sales.available')}</Badge> : formatDay(at, language);
}

function SoldPicture({ id, title }: { readonly id: PhotoId; readonly title: string }) {
  const photo = useSummary(id);
  return photo ? <Picture photo={photo} kind="thumb200" alt={title} className="size-full object-cover" /> : null;
}

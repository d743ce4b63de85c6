import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from './money.tsx';
import { useSalesSums } from './queries.ts';
import { showSalesOf } from './sales.store.ts';

/** What a photo brought, beside it; nothing where it never sold. */
export function PhotoSales({ id, title }: { readonly id: PhotoId; readonly title: string }) {
  const say = useSay();
  const language = useLanguage();
  const answer = useSalesSums({ photoId: id });
  const last = answer.data?.items[0];
  if (!answer.data || answer.isPlaceholderData || !last) return null;
  const { sums } = answer.data;
  return (
    <section aria-label={say('section.sales')} className="rounded-md border border-line px-3 py-2 text-sm">
      <p>
        <span className="font-semibold">{say('count.sales', { count: sums.count })}</span>
        {' · '}
        <Money amount={sums.net} /> {say('sales.netLower')}
      </p>
      <p className="text-muted">{say('sales.lastOn', { day: formatDay(last.soldAt, language) })}</p>
      <Button size="small" className="mt-2" onClick={() => showSalesOf({ photoId: id }, title)}>
        {say('sales.showOfPhoto')}
      </Button>
    </section>
  );
}

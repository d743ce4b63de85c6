import { Store } from 'lucide-react';
import { useState } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';
import { keepForSale, useSale } from './withdrawing.ts';

/** The way off the marketplace for a photo that is on it; what she asked, and what became of it. Nothing for other photos. */
export function SaleState({
  photo,
}: {
  readonly photo: Pick<PhotoSummary, 'id' | 'title' | 'fileName' | 'delivery' | 'moderation'>;
}) {
  const say = useSay();
  const language = useLanguage();
  const sale = useSale(photo.id);
  const [asking, setAsking] = useState(false);
  const name = photo.title || photo.fileName;
  if (!sale) return null;
  if (sale.withdrawnAt !== null && photo.delivery === 'none') {
    return (
      <p className="rounded-md border border-line px-3 py-2 text-muted text-sm">
        {say('uploads.withdrawnAt', { at: formatMoment(sale.withdrawnAt, language) })}
      </p>
    );
  }
  if (!sale.onSale) return null;
  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      {sale.askedAt === null ? (
        <Button
          size="small"
          variant="ghost"
          className="-ml-2"
          icon={<Store size={12} />}
          onClick={() => setAsking(true)}
        >
          {say('uploads.withdraw')}
        </Button>
      ) : (
        <>
          <p className="text-warn">{say('uploads.withdrawAsked')}</p>
          <Button size="small" onClick={() => void keepForSale(photo.id, name)}>
            {say('uploads.withdraw.keep')}
          </Button>
        </>
      )}
      {asking && <WithdrawDialog id={photo.id} name={name} onClose={() => setAsking(false)} />}
    </div>
  );
}

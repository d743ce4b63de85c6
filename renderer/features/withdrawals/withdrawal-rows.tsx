import { FileDown, Table2, X } from 'lucide-react';
import { useState } from 'react';
import type { Withdrawal } from '../../../shared/contract/withdrawals.contract.ts';
import type { WithdrawalState } from '../../../shared/domain/withdrawal.ts';
import { formatDay, formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Money } from '../sales/money.tsx';
import { cancelWithdrawal, savePaidSales, savePaper } from './queries.ts';
import { placeOf } from './sentences.ts';

const TONES: Readonly<Record<WithdrawalState, 'muted' | 'accent' | 'good' | 'warn' | 'bad'>> = {
  asking: 'accent',
  unsent: 'warn',
  unknown: 'warn',
  absent: 'warn',
  refused: 'bad',
  pending: 'accent',
  processing: 'accent',
  approved: 'accent',
  completed: 'good',
  rejected: 'bad',
  cancelled: 'muted',
};

/** What was asked for, newest first. */
export function WithdrawalRows({ items }: { readonly items: readonly Withdrawal[] }) {
  const say = useSay();
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="text-left text-muted text-sm [&>th]:h-9 [&>th]:border-y [&>th]:border-line [&>th]:px-4 [&>th]:font-normal">
          <th>{say('payout.askedAt')}</th>
          <th>{say('payout.to')}</th>
          <th className="text-right">{say('payout.amount')}</th>
          <th>{say('payout.state')}</th>
          <th>
            <span className="sr-only">{say('payout.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.key} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item }: { readonly item: Withdrawal }) {
  const say = useSay();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const during = (work: Promise<void>): void => {
    setBusy(true);
    void work.finally(() => setBusy(false));
  };
  const isThere = item.key.startsWith('m:');
  return (
    <tr className="hover:bg-hover/50 [&>td]:h-11 [&>td]:border-b [&>td]:border-line [&>td]:px-4 last:[&>td]:border-b-0">
      <td className="whitespace-nowrap text-muted" title={formatMoment(item.askedAt, language)}>
        {formatDay(item.askedAt, language)}
      </td>
      <td className="tabular" data-selectable>
        {placeOf(say, item.details)}
      </td>
      <td className="text-right font-semibold">
        <Money amount={item.amount} />
      </td>
      <td>
        <span className="flex items-center gap-2">
          <Badge tone={TONES[item.state]}>{say(`payout.state.${item.state}`)}</Badge>
          <span className="text-muted text-sm">
            {item.reason ??
              (item.state === 'completed' && item.processedAt !== null ? formatDay(item.processedAt, language) : '')}
          </span>
        </span>
      </td>
      <td>
        <span className="flex justify-end gap-1">
          {item.mayCancel && (
            <Button
              size="small"
              icon={<X size={12} />}
              disabled={busy}
              onClick={() => during(cancelWithdrawal(item.key))}
            >
              {say('payout.cancel')}
            </Button>
          )}
          {isThere && (
            <>
              <IconButton label={say('payout.table')} disabled={busy} onClick={() => during(savePaidSales(item.key))}>
                <Table2 size={14} />
              </IconButton>
              <IconButton
                label={say('payout.paper')}
                disabled={busy}
                onClick={() => during(savePaper(item.key, item.state === 'completed'))}
              >
                <FileDown size={14} />
              </IconButton>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

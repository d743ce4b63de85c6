import { Banknote, CircleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatAsOf } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { useAccount } from '../profile/account.ts';
import { Money } from '../sales/money.tsx';
import { refreshWithdrawals, useIsOnline, useWithdrawals } from './queries.ts';
import { WithdrawalDialog } from './withdrawal-dialog.tsx';
import { WithdrawalRows } from './withdrawal-rows.tsx';

/** Rows shown before she asks for all. */
const FIRST_ROWS = 5;

/** What can be asked for, the way to ask, and what became of what was asked. */
export function WithdrawalsPanel() {
  const say = useSay();
  const language = useLanguage();
  const account = useAccount().data ?? null;
  const overview = useWithdrawals().data;
  const isOnline = useIsOnline();
  const [asking, setAsking] = useState(false);
  const [showAll, setShowAll] = useState(false);
  const signedIn = account !== null && account.session === 'active';
  useEffect(() => {
    if (signedIn) void refreshWithdrawals();
  }, [signedIn]);
  if (!overview || !account) return null;
  const { available, items, minimum, unresolved } = overview;
  const mayAsk = isOnline && !unresolved && available !== null && available >= minimum;
  return (
    <section aria-label={say('payout.title')} className="rounded-lg border border-line bg-panel">
      <header className="flex items-center gap-4 px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{say('payout.title')}</h2>
          <p className="text-muted text-sm">
            {available === null ? (
              say('payout.neverRead')
            ) : (
              <>
                {say('payout.mayAsk')} <Money amount={available} className="text-ink" />
                {overview.availableAsOf !== null &&
                  ` · ${say('sales.asOf', { at: formatAsOf(overview.availableAsOf, Date.now(), language) })}`}
                {available < minimum && ` · ${say('payout.tooLittle')}`}
              </>
            )}
          </p>
        </div>
        {!isOnline && <span className="text-sm text-warn">{say('payout.offline')}</span>}
        <Button variant="primary" icon={<Banknote size={14} />} disabled={!mayAsk} onClick={() => setAsking(true)}>
          {say('payout.askButton')}
        </Button>
      </header>
      {unresolved && (
        <p role="status" className="flex items-center gap-2 border-t border-line px-4 py-2.5 text-sm">
          <CircleAlert size={15} className="shrink-0 text-warn" />
          {say('payout.unresolved')}
        </p>
      )}
      {items.length > 0 && <WithdrawalRows items={showAll ? items : items.slice(0, FIRST_ROWS)} />}
      {items.length > FIRST_ROWS && !showAll && (
        <div className="flex justify-center border-t border-line p-2">
          <Button variant="ghost" onClick={() => setShowAll(true)}>
            {say('payout.showAll', { count: items.length })}
          </Button>
        </div>
      )}
      {asking && <WithdrawalDialog overview={overview} holder={account.name} onClose={() => setAsking(false)} />}
    </section>
  );
}

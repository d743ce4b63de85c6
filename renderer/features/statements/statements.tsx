import { FileText } from 'lucide-react';
import { useState } from 'react';
import type { StatementPeriod } from '../../../shared/domain/statement.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useAccount } from '../profile/account.ts';
import { openDialog, openSection } from '../shell/shell.store.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { IdentityDialog } from './identity-dialog.tsx';
import { PeriodList } from './period-list.tsx';
import { monthPeriod, useStatement, useStatements } from './queries.ts';
import { StatementActions } from './statement-actions.tsx';
import { StatementPaper } from './statement-paper.tsx';

/** Papers of what was sold: the periods at the left, the chosen one as it will be printed. The network is not needed. */
export function Statements() {
  const say = useSay();
  const answer = useStatements();
  const account = useAccount().data ?? null;
  const [chosen, setChosen] = useState<StatementPeriod | null>(null);
  const [identityOpen, setIdentityOpen] = useState(false);
  const first = answer.data?.months[0];
  const period = chosen ?? (first ? monthPeriod(first.month) : null);
  const paper = useStatement(period);
  if (!answer.data)
    return (
      <main className="h-full bg-canvas">
        {answer.error && <Unreadable error={answer.error} onRetry={() => void answer.refetch()} />}
      </main>
    );
  const { months, issued } = answer.data;
  if (!account || (months.length === 0 && issued.length === 0))
    return (
      <main aria-label={say('section.statements')} className="h-full bg-canvas">
        <EmptyState
          icon={<FileText size={28} strokeWidth={1.5} />}
          title={say(account ? 'statements.none' : 'statements.noAccount')}
          text={say('statements.none.text')}
          action={
            account ? (
              <Button onClick={() => openSection('sales')}>{say('statements.toSales')}</Button>
            ) : (
              <Button variant="primary" onClick={() => openDialog('sign-in')}>
                {say('account.signIn')}
              </Button>
            )
          }
        />
      </main>
    );
  return (
    <main aria-label={say('section.statements')} className="flex h-full min-h-0 bg-canvas">
      <PeriodList months={months} issued={issued} chosen={period} onChoose={setChosen} />
      <div className="flex min-w-0 flex-1 flex-col">
        {paper.data && (
          <StatementActions
            content={paper.data}
            month={months.find(
              (one) => paper.data?.period.kind === 'month' && paper.data.period.from.startsWith(one.month),
            )}
            onIdentity={() => setIdentityOpen(true)}
          />
        )}
        <div className="min-h-0 flex-1 overflow-auto p-5">
          {paper.error && <Unreadable error={paper.error} onRetry={() => void paper.refetch()} />}
          {paper.data && <StatementPaper content={paper.data} />}
        </div>
      </div>
      <IdentityDialog open={identityOpen} onClose={() => setIdentityOpen(false)} />
    </main>
  );
}

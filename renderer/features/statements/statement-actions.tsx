import { FileDown, Stamp, Table2, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { StatementMonth } from '../../../shared/contract/statements.contract.ts';
import type { StatementContent } from '../../../shared/domain/statement.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { giveNumber, savePdf, saveTable } from './queries.ts';

interface StatementActionsProps {
  readonly content: StatementContent;
  readonly month: StatementMonth | undefined;
  readonly onIdentity: () => void;
}

/** What can be done with the paper below. */
export function StatementActions({ content, month, onIdentity }: StatementActionsProps) {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const { number, period } = content;
  const mayIssue = number === null && (period.kind === 'range' || month?.mayIssue === true);
  const during = (work: Promise<void>): void => {
    setBusy(true);
    void work.finally(() => setBusy(false));
  };
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      {number === null ? (
        <>
          <Badge tone={mayIssue ? 'accent' : 'warn'}>
            {say(mayIssue ? 'statements.ready' : 'statements.provisional')}
          </Badge>
          <span className="min-w-0 flex-1 truncate text-muted text-sm">
            {say(mayIssue ? 'statements.ready.text' : 'statements.provisional.text')}
          </span>
        </>
      ) : (
        <>
          <Badge tone="good">{say('statements.number', { number })}</Badge>
          <span className="min-w-0 flex-1 truncate text-muted text-sm">{say('statements.kept')}</span>
        </>
      )}
      <Button variant="ghost" icon={<UserRound size={14} />} onClick={onIdentity}>
        {say('statements.identity')}
      </Button>
      <Button icon={<Table2 size={14} />} disabled={busy} onClick={() => during(saveTable(period))}>
        {say('statements.csv')}
      </Button>
      <Button
        variant={mayIssue ? 'secondary' : 'primary'}
        icon={<FileDown size={14} />}
        disabled={busy}
        onClick={() => during(savePdf(period))}
      >
        {say('statements.pdf')}
      </Button>
      {mayIssue && (
        <Button variant="primary" icon={<Stamp size={14} />} disabled={busy} onClick={() => during(giveNumber(period))}>
          {say('statements.issue')}
        </Button>
      )}
    </header>
  );
}

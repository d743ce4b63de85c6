import { useState } from 'react';
import type { WithdrawalOverview } from '../../../shared/contract/withdrawals.contract.ts';
import { subtractXof, xof } from '../../../shared/domain/money.ts';
import { checkWithdrawal, type PayoutDetails, readAmount } from '../../../shared/domain/withdrawal.ts';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { formatNumber, formatXof, type Xof } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { Money } from '../sales/money.tsx';
import { useIsOnline } from './queries.ts';
import { placeOf, problemOfWithdrawal } from './sentences.ts';
import { type TargetDraft, TargetFields, targetOf } from './target-fields.tsx';

interface WithdrawalDialogProps {
  readonly overview: WithdrawalOverview;
  readonly holder: string;
  readonly onClose: () => void;
}

function draftOf({ lastTarget }: WithdrawalOverview, holder: string): TargetDraft {
  const empty: TargetDraft = {
    method: 'mobile_money',
    provider: 'Orange Money',
    country: 'BF',
    phone: '',
    iban: '',
    accountName: holder,
  };
  return lastTarget === null ? empty : { ...empty, ...lastTarget };
}

/** Asking for money: what and where, checked as she types; then what it comes to, and only then it is asked. */
export function WithdrawalDialog({ overview, holder, onClose }: WithdrawalDialogProps) {
  const say = useSay();
  const language = useLanguage();
  const isOnline = useIsOnline();
  const [amountText, setAmountText] = useState('');
  const [draft, setDraft] = useState(() => draftOf(overview, holder));
  const [isStrict, setStrict] = useState(false);
  const [isSummary, setSummary] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** One for all that is tried with this form, so that it asks once whatever happens; a new one after a « no ». */
  const [intention, setIntention] = useState(() => crypto.randomUUID());
  const amount = readAmount(amountText);
  const target = targetOf(draft);
  const check = checkWithdrawal(amount, overview.available, target);
  const wrongAmount = check.problems.find(({ code }) => code.startsWith('amount'));
  const isAmountSaid = wrongAmount !== undefined && (isStrict || amountText.trim() !== '');
  const { available } = overview;

  async function ask(): Promise<void> {
    if (amount === null) return;
    setBusy(true);
    setProblem(null);
    try {
      const item = await studio.withdrawals.ask({ intention, amount: xof.parse(amount), target });
      if (item.state === 'unknown') toast({ tone: 'bad', text: say('payout.lost') });
      else toast({ tone: 'good', text: say('payout.asked', { amount: formatXof(item.amount, language) }) });
      onClose();
    } catch (error) {
      const { code, facts } = problemOf(error);
      setProblem(problemSentence({ code, facts }));
      if (code !== 'server-unreachable' && code !== 'unknown') setIntention(crypto.randomUUID());
    }
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: keys.withdrawals });
  }

  function goOn(): void {
    setStrict(true);
    if (check.problems.length === 0) setSummary(true);
  }

  return (
    <Dialog
      open
      title={say(isSummary ? 'payout.summary' : 'payout.ask')}
      closeLabel={say('action.close')}
      onClose={onClose}
      width={480}
    >
      <form
        className="flex flex-col gap-3.5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isSummary) void ask();
          else goOn();
        }}
      >
        {isSummary && check.details && amount !== null ? (
          <Summary amount={xof.parse(amount)} available={available} details={check.details} />
        ) : (
          <>
            <Field
              label={say('payout.amount')}
              aside={available === null ? undefined : say('payout.most', { amount: formatXof(available, language) })}
              tone={isAmountSaid ? 'bad' : 'muted'}
              hint={
                isAmountSaid
                  ? problemOfWithdrawal(say, wrongAmount, language)
                  : say('payout.least', { amount: formatXof(overview.minimum, language) })
              }
            >
              {(ids) => (
                <span className="flex gap-2">
                  <TextInput
                    {...ids}
                    data-autofocus
                    inputMode="numeric"
                    className="tabular"
                    aria-invalid={isAmountSaid}
                    value={amountText}
                    onChange={(event) => setAmountText(event.target.value)}
                    onBlur={() => amount !== null && setAmountText(formatNumber(amount, language))}
                  />
                  <Button
                    disabled={available === null || available < overview.minimum}
                    onClick={() => available !== null && setAmountText(formatNumber(available, language))}
                  >
                    {say('payout.all')}
                  </Button>
                </span>
              )}
            </Field>
            <TargetFields draft={draft} check={check} isStrict={isStrict} onChange={setDraft} />
          </>
        )}
        {!isOnline && <p className="text-sm text-warn">{say('payout.offline')}</p>}
        <p role="alert" className="text-bad text-sm empty:hidden">
          {problem}
        </p>
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={isSummary ? () => setSummary(false) : onClose} disabled={busy}>
            {say(isSummary ? 'payout.back' : 'action.cancel')}
          </Button>
          <Button type="submit" variant="primary" disabled={busy || (isSummary && !isOnline)}>
            {isSummary && amount !== null
              ? say('payout.confirm', { amount: formatXof(xof.parse(amount), language) })
              : say('payout.goOn')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface SummaryProps {
  readonly amount: Xof;
  readonly available: Xof | null;
  readonly details: PayoutDetails;
}

/** What is about to be asked, in one look. */
function Summary({ amount, available, details }: SummaryProps) {
  const say = useSay();
  const language = useLanguage();
  const rows = [
    [say('payout.to'), placeOf(say, details)],
    [say('payout.holder'), details.accountName],
    ...(available === null ? [] : [[say('payout.left'), formatXof(subtractXof(available, amount), language)]]),
  ];
  return (
    <div className="flex flex-col gap-3">
      <p>
        <span className="text-muted">{say('payout.receive')}</span>
        <Money amount={amount} large className="block font-semibold text-2xl" />
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 rounded-md border border-line bg-canvas p-3">
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="tabular text-right" data-selectable>
                {value}
              </dd>
            </div>
          ))}
      </dl>
      <p className="text-muted text-sm">{say('payout.once')}</p>
    </div>
  );
}

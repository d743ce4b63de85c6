import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert, Clock, Layers, Minus, Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { ruleSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { Picture } from '../library/picture.tsx';
import { keptSummary, useSummary } from '../library/summaries.ts';
import { useAccount } from '../profile/account.ts';
import { sayProblem } from '../shell/attempt.ts';
import { closeDialog, openDialog, openSection, useShell } from '../shell/shell.store.ts';
import { sortOut } from './sendable.ts';

/** Pictures shown of what goes. */
const SHOWN = 6;

/** What goes, how heavy it is, what stays and why; then one button. */
export function SendDialog() {
  const open = useShell((state) => state.dialog === 'send');
  return open ? <SendSummary /> : null;
}

function useIds(filter: PhotoFilter) {
  return useQuery({
    queryKey: keys.photos.ids(filter, 'captured', 'desc'),
    queryFn: ({ signal }) => studio.photos.ids({ filter }, { signal }),
  }).data;
}

/** The number the queue will say too. */
function useEstimate(ids: readonly PhotoId[]) {
  return useQuery({
    queryKey: keys.photos.estimate(ids),
    enabled: ids.length > 0,
    queryFn: ({ signal }) => studio.delivery.estimate({ selection: { ids: [...ids] } }, { signal }),
  }).data;
}

function SendSummary() {
  const say = useSay();
  const language = useLanguage();
  const account = useAccount().data ?? null;
  const chosen = useLibrary((state) => state.selection.ids);
  // Only the face of a stack is sent.
  const behind = [...chosen].filter((id) => keptSummary(id)?.stack?.face === false);
  const selected = behind.length === 0 ? chosen : new Set([...chosen].filter((id) => !behind.includes(id)));
  const [scope, setScope] = useState<'selection' | 'all'>(selected.size > 1 ? 'selection' : 'all');
  const [sending, setSending] = useState(false);
  const ready = useIds({ ready: true });
  const approved = useIds({ review: 'approved' });
  const approvedUnsent = useIds({ review: 'approved', delivery: 'none' });
  const known = ready && approved && approvedUnsent;
  const sorted = known ? sortOut(scope === 'selection' ? selected : null, { ready, approved, approvedUnsent }) : null;
  const toSend = sorted?.toSend ?? [];
  const toFix = sorted?.toFix ?? [];
  const estimate = useEstimate(toSend);
  const missing = estimate?.fileMissing.length ?? 0;
  const away = new Set(estimate?.fileMissing.map(({ id }) => id));
  // What really leaves: a file that is not there stays, and is said below.
  const going = toSend.filter((id) => !away.has(id));
  const reasons = useQuery({
    queryKey: [...keys.photos.allCommon, 'to-fix', toFix],
    enabled: toFix.length > 0,
    queryFn: () => studio.photos.common({ selection: { ids: [...toFix] } }),
  }).data?.findings.filter(({ finding }) => finding.severity === 'error');

  async function send(): Promise<void> {
    setSending(true);
    try {
      const answer = await studio.delivery.enqueue({ selection: { ids: [...going] } });
      toast({
        tone: 'good',
        text: say('send.queued', { count: answer.queued.length, bytes: formatBytes(answer.bytes, language) }),
      });
      closeDialog();
      openSection('uploads');
    } catch (error) {
      sayProblem(error);
      closeDialog();
    }
    setSending(false);
  }

  function fix(): void {
    closeDialog();
    openSection('library');
    library.showEverything();
    library.select({ focus: toFix[0] ?? null, anchor: toFix[0] ?? null, ids: new Set(toFix) });
  }

  return (
    <Dialog
      open
      title={say('send.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={520}
      footer={
        <>
          <Button onClick={closeDialog}>{say('action.cancel')}</Button>
          {account ? (
            <Button
              variant="primary"
              icon={<Send size={14} />}
              disabled={going.length === 0 || sending}
              onClick={() => void send()}
            >
              {say('send.submit', { count: going.length })}
            </Button>
          ) : (
            <Button variant="primary" onClick={() => openDialog('sign-in')}>
              {say('account.signIn')}
            </Button>
          )}
        </>
      }
    >
      {selected.size > 1 && (
        <div className="mb-5">
          <Segmented
            label={say('send.scope')}
            value={scope}
            options={[
              { value: 'selection', label: say('send.scope.selection', { count: selected.size }) },
              { value: 'all', label: say('send.scope.all') },
            ]}
            onChange={setScope}
          />
        </div>
      )}
      {sorted && (
        <div className="flex flex-col gap-4">
          <Line
            icon={
              going.length > 0 ? <Check size={16} className="text-good" /> : <Minus size={16} className="text-muted" />
            }
            title={say('send.go', { count: going.length })}
          >
            {going.length > 0 && (
              <>
                <p className="text-muted">
                  {estimate === undefined
                    ? say('send.reckoning')
                    : say(estimate.seconds === null ? 'send.weight' : 'send.weightAndTime', {
                        bytes: formatBytes(estimate.bytes, language),
                        time: formatDuration(estimate.seconds ?? 0),
                      })}
                </p>
                {estimate && estimate.days > 1 && (
                  <p className="text-warn">
                    {say('send.beyondBudget', {
                      left: formatBytes(estimate.budgetLeft ?? 0, language),
                      days: estimate.days,
                    })}
                  </p>
                )}
                <div className="mt-2 flex gap-1.5">
                  {going.slice(0, SHOWN).map((id) => (
                    <Thumb key={id} id={id} />
                  ))}
                </div>
              </>
            )}
            {toSend.length === 0 && toFix.length === 0 && <p className="text-muted">{say('send.nothing')}</p>}
          </Line>
          {toFix.length > 0 && (
            <Line
              icon={<CircleAlert size={16} className="text-warn" />}
              title={say('send.fix', { count: toFix.length })}
            >
              <ul className="mt-1 flex flex-col gap-0.5 text-muted">
                {reasons?.map(({ finding, count }) => (
                  <li key={`${finding.rule}-${String(count)}`} className="flex justify-between gap-3">
                    <span>{ruleSentence(finding)}</span>
                    <span className="tabular shrink-0">{say('count.photos', { count })}</span>
                  </li>
                ))}
              </ul>
              <Button size="small" className="mt-2" onClick={fix}>
                {say('send.fixThem')}
              </Button>
            </Line>
          )}
          {missing > 0 && (
            <Line
              icon={<CircleAlert size={16} className="text-warn" />}
              title={say('send.fileMissing', { count: missing })}
            />
          )}
          {scope === 'selection' && behind.length > 0 && (
            <Line
              icon={<Layers size={16} className="text-muted" />}
              title={say('send.behindFace', { count: behind.length })}
            />
          )}
          {sorted.notApproved > 0 && (
            <Line
              icon={<Minus size={16} className="text-muted" />}
              title={say('send.notApproved', { count: sorted.notApproved })}
            />
          )}
          {sorted.already > 0 && (
            <Line
              icon={<Clock size={16} className="text-muted" />}
              title={say('send.already', { count: sorted.already })}
            />
          )}
          {!account && <Line icon={<CircleAlert size={16} className="text-warn" />} title={say('send.noAccount')} />}
          {account?.session === 'expired' && (
            <Line icon={<CircleAlert size={16} className="text-warn" />} title={say('send.expired')} />
          )}
        </div>
      )}
    </Dialog>
  );
}

function Line({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <section className="flex gap-3">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{title}</h3>
        {children}
      </div>
    </section>
  );
}

function Thumb({ id }: { readonly id: PhotoId }) {
  const photo = useSummary(id);
  return (
    <span className="flex h-14 w-18 items-center justify-center overflow-hidden rounded-sm bg-cell">
      {photo && (
        <Picture photo={photo} kind="thumb200" alt={photo.title || photo.fileName} className="size-full object-cover" />
      )}
    </span>
  );
}

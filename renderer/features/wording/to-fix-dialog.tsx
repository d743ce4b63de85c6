import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Lightbulb, ListChecks, SpellCheck2 } from 'lucide-react';
import { useState } from 'react';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import { isMendable } from '../../../shared/domain/mend.ts';
import { RULE_BOOK, type RuleCode } from '../../../shared/domain/rules.ts';
import type { WordEdit } from '../../../shared/domain/word-edit.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatNumber } from '../../i18n/format.ts';
import { type Say, useLanguage, useSay } from '../../i18n/i18n.ts';
import { ruleName } from '../../i18n/problems.ts';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { currentSubject, undo } from '../library/review.ts';
import { attempt, sayProblem } from '../shell/attempt.ts';
import { closeDialog, openSection, useShell } from '../shell/shell.store.ts';
import { SpellingPanel, useSpellingOverview } from '../spelling/spelling-panel.tsx';
import { OneRule } from './one-rule.tsx';

type Scope = 'selection' | 'approved' | 'all';

const FILTERS = { approved: { review: 'approved', delivery: 'none' }, all: {} } as const;

/** Every broken rule over what is selected, what is approved, or all: how often, why, and the way out of it. */
export function ToFixDialog() {
  const open = useShell((state) => state.dialog === 'to-fix');
  return open ? <ToFix /> : null;
}

/** Closes the dialog on the photos that have a doubtful word, selected in the grid. */
async function showDoubtful(subject: PhotoSelection, word: string | undefined): Promise<void> {
  const ids = await attempt(() => studio.spelling.photos({ selection: subject, ...(word !== undefined && { word }) }));
  if (ids === null) return;
  closeDialog();
  openSection('library');
  library.showEverything();
  const first = ids[0] ?? null;
  library.select({ focus: first, anchor: first, ids: new Set(ids) });
}

function ToFix() {
  const say = useSay();
  const language = useLanguage();
  const [selected] = useState(currentSubject);
  const several = useLibrary((state) => state.selection.ids.size > 1);
  const [scope, setScope] = useState<Scope>(several && selected ? 'selection' : 'approved');
  const [chosen, setChosen] = useState<RuleCode | 'spelling' | null>(null);
  const [mending, setMending] = useState(false);
  const subject: PhotoSelection =
    scope === 'selection' && selected ? selected : { filter: FILTERS[scope === 'all' ? 'all' : 'approved'] };
  const overview = useQuery({
    queryKey: [...keys.photos.allCommon, 'rules', subject],
    queryFn: ({ signal }) => studio.rules.overview({ selection: subject }, { signal }),
  });
  const rules = overview.data?.rules ?? [];
  const rule = rules.find((one) => one.rule === chosen)?.rule ?? rules[0]?.rule ?? null;
  const spelling = useSpellingOverview(subject);
  const doubtful = spelling.data?.doubtful ?? 0;
  const shown = doubtful > 0 && (chosen === 'spelling' || rule === null) ? 'spelling' : rule;
  const mendable = rules.map((one) => one.rule).filter(isMendable);

  async function apply(which: readonly RuleCode[]): Promise<void> {
    setMending(true);
    try {
      const edit: WordEdit = { kind: 'mend', rules: [...which] };
      const { updated } = await studio.wording.apply({ selection: subject, edit, name: 'mend-rules' });
      toast({
        tone: 'good',
        topic: 'undo',
        text: say('toFix.mended', { count: updated }),
        action: { label: say('action.undo'), run: () => void undo() },
      });
      await overview.refetch();
    } catch (error) {
      sayProblem(error);
    }
    setMending(false);
  }

  return (
    <Dialog
      open
      title={say('toFix.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={960}
      footer={
        <DialogActions
          summary={
            overview.data
              ? say('toFix.summary', {
                  blocked: overview.data.blocked,
                  advised: overview.data.advised,
                  photos: overview.data.photos,
                })
              : null
          }
          leave={say('action.close')}
          onLeave={closeDialog}
          submit={say('toFix.mendAll')}
          onSubmit={() => void apply(mendable)}
          disabled={mendable.length === 0 || mending}
          title={say('toFix.mendAll.text')}
        />
      }
    >
      <div className="-m-5 flex h-[58vh] min-h-80 flex-col">
        <div className="flex items-center justify-between gap-4 border-line border-b px-5 py-2.5">
          <Segmented
            label={say('toFix.scope')}
            value={scope}
            options={[
              ...(selected ? [{ value: 'selection' as const, label: say('toFix.scope.selection') }] : []),
              { value: 'approved' as const, label: say('toFix.scope.approved') },
              { value: 'all' as const, label: say('toFix.scope.all') },
            ]}
            onChange={setScope}
          />
          {overview.data && <RulesVersion version={overview.data.version} />}
        </div>
        {shown === null ? (
          <div className="flex flex-1 items-center justify-center">
            {overview.isPending || spelling.isPending ? (
              <p className="text-muted">{say('library.loading')}</p>
            ) : (
              <EmptyState
                icon={
                  overview.data?.photos === 0 ? (
                    <ListChecks size={28} strokeWidth={1.5} />
                  ) : (
                    <CircleCheck size={28} strokeWidth={1.5} className="text-good" />
                  )
                }
                {...wordsOfNothing(scope, overview.data?.photos === 0, say)}
              />
            )}
          </div>
        ) : (
          <div className="grid min-h-0 flex-1 grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
            <ul aria-label={say('toFix.rules')} className="overflow-y-auto border-line border-r p-2">
              {rules.map((one) => (
                <li key={one.rule}>
                  <button
                    type="button"
                    aria-current={one.rule === shown}
                    className={classes(
                      'flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover',
                      one.rule === shown && 'bg-hover',
                    )}
                    onClick={() => setChosen(one.rule)}
                  >
                    {RULE_BOOK[one.rule].severity === 'error' ? (
                      <CircleAlert size={14} className="shrink-0 text-bad" aria-label={say('toFix.blocks')} />
                    ) : (
                      <Lightbulb size={14} className="shrink-0 text-muted" aria-label={say('toFix.advice')} />
                    )}
                    <span className="min-w-0 flex-1">{ruleName(one.rule)}</span>
                    <span className="tabular text-muted">{formatNumber(one.photos, language)}</span>
                  </button>
                </li>
              ))}
              {doubtful > 0 && (
                <li>
                  <button
                    type="button"
                    aria-current={shown === 'spelling'}
                    className={classes(
                      'flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover',
                      shown === 'spelling' && 'bg-hover',
                    )}
                    onClick={() => setChosen('spelling')}
                  >
                    <SpellCheck2 size={14} className="shrink-0 text-muted" aria-label={say('toFix.advice')} />
                    <span className="min-w-0 flex-1">{say('spelling.title')}</span>
                    <span className="tabular text-muted">{formatNumber(doubtful, language)}</span>
                  </button>
                </li>
              )}
            </ul>
            {shown === 'spelling'
              ? spelling.data && (
                  <SpellingPanel
                    subject={subject}
                    overview={spelling.data}
                    onChanged={() => Promise.all([overview.refetch(), spelling.refetch()])}
                    onSelect={(word) => showDoubtful(subject, word)}
                  />
                )
              : rule !== null && (
                  <OneRule
                    key={`${scope}-${rule}`}
                    rule={rule}
                    subject={subject}
                    busy={mending}
                    onMend={() => void apply([rule])}
                  />
                )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** Nothing to fix because all is well is praise; because there is nothing to look at, a way on. */
function wordsOfNothing(scope: Scope, isEmpty: boolean, say: Say): { title: string; text: string } {
  if (!isEmpty) {
    return { title: say('toFix.none'), text: say(scope === 'approved' ? 'toFix.none.approved' : 'toFix.none.text') };
  }
  const text = say(scope === 'approved' ? 'toFix.none.noneApproved' : 'toFix.none.noPhoto');
  return { title: say('toFix.none.here'), text };
}

/** `3`, or `3+12` where the marketplace serves its own, of which the second is the version. */
function RulesVersion({ version }: { readonly version: string }) {
  const say = useSay();
  const [own, served] = version.split('+');
  return (
    <span className="text-muted text-sm">
      {served === undefined
        ? say('toFix.version', { version: own ?? version })
        : say('toFix.version.served', { version: served })}
    </span>
  );
}

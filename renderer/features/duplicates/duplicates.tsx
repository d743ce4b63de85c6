import { ArrowLeft, ChevronDown, ChevronUp, CopyCheck, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { type DuplicateKind, duplicateKind } from '../../../shared/contract/duplicates.contract.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { openSection } from '../shell/shell.store.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { Group } from './group.tsx';
import { useDuplicateGroups, useDuplicatesState } from './queries.ts';

/** Groups before the last one that is known, at which the next page is asked for. */
const AHEAD = 5;

/** Photographs that are there twice, or nearly: one group after the other. */
export function Duplicates() {
  const say = useSay();
  const [kind, setKind] = useState<DuplicateKind>('near');
  const [at, setAt] = useState(0);
  const answer = useDuplicateGroups(kind);
  const groups = answer.data?.pages.flatMap((page) => page.groups) ?? [];
  const total = answer.data?.pages[0]?.total ?? 0;
  const index = Math.min(at, Math.max(0, groups.length - 1));
  const group = groups[index];

  function go(step: number): void {
    const next = Math.min(Math.max(0, index + step), Math.max(0, groups.length - 1));
    setAt(next);
    if (next > groups.length - AHEAD && answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage();
  }

  return (
    <main aria-label={say('duplicates.title')} className="flex h-full flex-col bg-canvas">
      <header className="flex flex-wrap items-center gap-3 border-b border-line bg-panel px-3 py-2">
        <IconButton label={say('duplicates.back')} onClick={() => openSection('library')}>
          <ArrowLeft size={16} />
        </IconButton>
        <h1 className="font-semibold">{say('duplicates.title')}</h1>
        <Kinds
          kind={kind}
          onChange={(next) => {
            setKind(next);
            setAt(0);
          }}
        />
        {group && <Position index={index} total={total} go={go} />}
      </header>
      <div className="min-h-0 flex-1">
        {group ? (
          <Group key={`${kind}-${group.key}`} group={group} go={go} />
        ) : answer.error ? (
          <Unreadable error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending ? (
          <EmptyState
            icon={<LoaderCircle size={28} strokeWidth={1.5} className="animate-spin" />}
            title={say('duplicates.looking')}
            text={say('duplicates.looking.text')}
          />
        ) : (
          <EmptyState
            icon={<CopyCheck size={28} strokeWidth={1.5} />}
            title={say(`duplicates.none.${kind}`)}
            text={say(`duplicates.none.${kind}.text`)}
            action={<Button onClick={() => openSection('library')}>{say('duplicates.back')}</Button>}
          />
        )}
      </div>
    </main>
  );
}

function Kinds({ kind, onChange }: { readonly kind: DuplicateKind; readonly onChange: (kind: DuplicateKind) => void }) {
  const say = useSay();
  const language = useLanguage();
  const state = useDuplicatesState().data;
  const counts: Partial<Record<DuplicateKind, number>> = state?.ready ? { near: state.near, burst: state.burst } : {};
  const options = duplicateKind.options.map((value) => {
    const count = counts[value];
    const name = say(`duplicates.kind.${value}`);
    return { value, label: count === undefined ? name : `${name} (${formatNumber(count, language)})` };
  });
  return (
    <>
      <Segmented label={say('duplicates.kind')} value={kind} options={options} onChange={onChange} />
      {state !== undefined && state.waiting > 0 && (
        <p className="text-muted text-sm">{say('duplicates.waiting', { photos: state.waiting })}</p>
      )}
    </>
  );
}

interface PositionProps {
  readonly index: number;
  readonly total: number;
  readonly go: (step: number) => void;
}

function Position({ index, total, go }: PositionProps) {
  const say = useSay();
  const language = useLanguage();
  return (
    <div className="ml-auto flex items-center gap-1">
      <p aria-live="polite" className="tabular px-1 text-muted">
        {say('duplicates.position', { at: formatNumber(index + 1, language), total: formatNumber(total, language) })}
      </p>
      <IconButton label={say('duplicates.previous')} disabled={index === 0} onClick={() => go(-1)}>
        <ChevronUp size={16} />
      </IconButton>
      <IconButton label={say('duplicates.next')} disabled={index + 1 >= total} onClick={() => go(1)}>
        <ChevronDown size={16} />
      </IconButton>
    </div>
  );
}

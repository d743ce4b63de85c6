import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { DuplicateGroup } from '../../../shared/contract/duplicates.contract.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { openSection } from '../shell/shell.store.ts';
import { dismissGroup, keepOne, rejectOne } from './choose.ts';
import { differences, tellable } from './differences.ts';
import { PhotoCard } from './photo-card.tsx';
import { useChoiceKeys } from './use-choice-keys.ts';

/** One group side by side, and what she decides of it. */
export function Group({ group, go }: { readonly group: DuplicateGroup; readonly go: (step: number) => void }) {
  const say = useSay();
  const [chosenAt, choose] = useState(0);
  const [busy, setBusy] = useState(false);
  const { photos, kind } = group;
  const chosen = photos[Math.min(chosenAt, photos.length - 1)];
  const choice = kind !== 'places';
  const facts = tellable(photos);
  const differing = differences(photos);

  /** One decision at a time: the next press is for the next group. */
  function decide(work: () => Promise<void>): void {
    if (busy || !choice) return;
    setBusy(true);
    void work().finally(() => setBusy(false));
  }

  useChoiceKeys({
    move(step) {
      const next = Math.min(Math.max(0, chosenAt + step), photos.length - 1);
      choose(next);
      document.querySelector<HTMLElement>(`[data-card="${photos[next]?.id ?? ''}"]`)?.focus();
    },
    go,
    keep: () => chosen && decide(() => keepOne(chosen.id)),
    reject: () => chosen && decide(() => rejectOne(chosen.id)),
    dismiss: () => decide(() => dismissGroup(group)),
    leave: () => openSection('library'),
  });

  return (
    <section aria-label={say(`duplicates.kind.${kind}`)} aria-busy={busy} className="flex h-full flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        {group.count > photos.length && (
          <p className="mb-3 text-muted">{say('duplicates.more', { told: photos.length, count: group.count })}</p>
        )}
        <ul aria-label={say('duplicates.photos')} className="grid grid-cols-[repeat(auto-fit,minmax(380px,1fr))] gap-4">
          {photos.map((photo, index) => (
            <PhotoCard
              key={photo.id}
              photo={photo}
              facts={facts}
              differing={differing}
              chosen={choice && photo === chosen}
              choice={choice}
              onChoose={() => choose(index)}
              onKeep={() => decide(() => keepOne(photo.id))}
              onReject={() => decide(() => rejectOne(photo.id))}
            />
          ))}
        </ul>
      </div>
      {choice && (
        <footer className="flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line bg-panel px-4 py-2 text-muted text-sm">
          <Button icon={<Copy size={14} />} disabled={busy} onClick={() => decide(() => dismissGroup(group))}>
            {say('duplicates.dismiss')}
          </Button>
          <Hint keys="← →" text={say('duplicates.key.move')} />
          <Hint keys={say('key.enter')} text={say('duplicates.key.keep')} />
          <Hint keys="X" text={say('duplicates.key.reject')} />
          <Hint keys="N" text={say('duplicates.key.dismiss')} />
          <Hint keys="↑ ↓" text={say('duplicates.key.go')} />
        </footer>
      )}
    </section>
  );
}

function Hint({ keys, text }: { readonly keys: string; readonly text: string }) {
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Kbd>{keys}</Kbd> {text}
    </span>
  );
}

import { FilterX, ListFilter, X } from 'lucide-react';
import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import { writtenDay } from '../../i18n/days.ts';
import { type Say, useSay } from '../../i18n/i18n.ts';
import { ruleName } from '../../i18n/problems.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { FilterForm } from './filter-form.tsx';
import { library, useLibrary } from './library.store.ts';
import { CONDITIONS, type Condition } from './views.ts';

function wordsOf(name: Condition, added: PhotoFilter, say: Say): string {
  switch (name) {
    case 'camera':
      return added.camera ?? '';
    case 'lens':
      return added.lens ?? '';
    case 'minimumRating':
      return say('condition.minimumRating', { rating: added.minimumRating ?? 0 });
    case 'rating':
      return added.rating === 0 ? say('filter.unrated') : say('condition.rating', { rating: added.rating ?? 0 });
    case 'label':
      return added.label ? say(`label.${added.label}`) : '';
    case 'capturedFrom':
      return added.capturedFrom ? say('condition.from', { day: writtenDay(added.capturedFrom) }) : '';
    case 'capturedTo':
      return added.capturedTo ? say('condition.to', { day: writtenDay(added.capturedTo) }) : '';
    case 'orientationShape':
      return added.orientationShape ? say(`shape.${added.orientationShape}`) : '';
    case 'format':
      return added.format?.toUpperCase() ?? '';
    case 'delivery':
      return added.delivery ? say(`delivery.${added.delivery}`) : '';
    case 'moderation':
      return added.moderation ? say(`moderation.${added.moderation}`) : '';
    case 'brokenRules':
      return say(added.brokenRules ? 'condition.broken' : 'condition.clean');
    case 'brokenRule':
      return added.brokenRule ? ruleName(added.brokenRule) : '';
    case 'whereabouts':
      return added.whereabouts ? say(`whereabouts.${added.whereabouts}`) : '';
  }
}

/** The filter's button and, beside it, each condition with its way out. */
export function Conditions() {
  const say = useSay();
  const added = useLibrary((state) => state.added);
  const present = CONDITIONS.filter((name) => added[name] !== undefined);
  return (
    <div className="flex min-w-0 items-center gap-1.5 overflow-hidden">
      <Popover
        label={say('filter.title')}
        width={380}
        trigger={
          <Button variant="ghost" size="small" icon={<ListFilter size={14} />} className="text-muted">
            {say('filter.add')}
          </Button>
        }
      >
        <FilterForm />
      </Popover>
      {added.directory && (
        <ConditionChip
          words={nameOf(added.directory)}
          title={added.directory}
          onRemove={() => library.showPlace(null)}
        />
      )}
      {added.text && (
        <ConditionChip
          words={say('condition.text', { text: added.text })}
          onRemove={() => library.setCondition('text', undefined)}
        />
      )}
      {present.map((name) => (
        <ConditionChip
          key={name}
          words={wordsOf(name, added, say)}
          onRemove={() => library.setCondition(name, undefined)}
        />
      ))}
      {present.length > 1 && (
        <IconButton small label={say('filter.clear')} onClick={() => library.clearConditions()}>
          <FilterX size={14} />
        </IconButton>
      )}
    </div>
  );
}

/** The last part of a path, of whatever system. */
function nameOf(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

interface ConditionChipProps {
  readonly words: string;
  readonly title?: string;
  readonly onRemove: () => void;
}

function ConditionChip({ words, title, onRemove }: ConditionChipProps) {
  const say = useSay();
  return (
    <span className="flex h-6 min-w-0 items-center gap-1 rounded-full border border-line bg-canvas pr-1 pl-2.5 text-sm">
      <span className="truncate" title={title}>
        {words}
      </span>
      <button
        type="button"
        aria-label={say('filter.remove', { condition: words })}
        className="rounded-full p-0.5 text-muted hover:bg-hover hover:text-ink"
        onClick={onRemove}
      >
        <X size={12} />
      </button>
    </span>
  );
}

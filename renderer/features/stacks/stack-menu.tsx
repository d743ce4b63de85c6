import { Layers } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { useLibrary } from '../library/library.store.ts';
import { keptSummary } from '../library/summaries.ts';
import { chooseFace, stackSelection, toggleStack, unstackSelection } from './stacking.ts';

/** What can be done with stacks, as far as it makes sense for the photo under the pointer. */
export function useStackMenu(): readonly MenuEntry[] {
  const say = useSay();
  const { focus, ids } = useLibrary((state) => state.selection);
  const inGrid = useLibrary((state) => state.mode === 'grid');
  const stack = focus === null ? undefined : keptSummary(focus)?.stack;
  const several = ids.size > 1;
  if (!several && !stack) return [];
  const shift = say('key.shift');
  const control = say('key.ctrl');
  const icon = <Layers size={14} />;
  const entry = (label: string, keys: string, onSelect: () => void): MenuEntry => ({
    kind: 'item',
    label,
    keys,
    icon,
    onSelect,
  });
  return [
    { kind: 'line' },
    ...(several && inGrid ? [entry(say('stack.stack'), `${control} G`, () => void stackSelection())] : []),
    ...(stack && inGrid ? [entry(say('stack.toggle'), 'S', toggleStack)] : []),
    ...(stack && !stack.face ? [entry(say('stack.choose'), `${shift} S`, () => void chooseFace())] : []),
    ...(stack ? [entry(say('stack.unstack'), `${control} ${shift} G`, () => void unstackSelection())] : []),
  ];
}

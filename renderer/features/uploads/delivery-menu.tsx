import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Images,
  ListTree,
  Pause,
  Play,
  Replace,
  RotateCw,
  Store,
  X,
} from 'lucide-react';
import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import type { Say } from '../../i18n/i18n.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { cancelOne, mayPause, move, pauseOne, resumeOne, retryOne, sendAgain, showInLibrary } from './orders.ts';

/** Where a delivery stands in the queue. */
export interface QueuePlace {
  readonly index: number;
  readonly count: number;
}

/** Everything that can be done with one delivery. `place`: null outside of the queue. */
export function deliveryMenu(
  entry: DeliveryEntry,
  place: QueuePlace | null,
  onDetails: () => void,
  onWithdraw: () => void,
  onReplace: () => void,
  say: Say,
): readonly MenuEntry[] {
  const going = place !== null;
  const item = (label: string, icon: MenuIcon, onSelect: () => void, more: Partial<MenuItem> = {}): MenuItem => ({
    kind: 'item',
    label,
    icon,
    onSelect,
    ...more,
  });
  const orderLines: readonly MenuEntry[] = going
    ? [
        item(say('uploads.toTop'), <ArrowUpToLine size={14} />, () => move(entry.id, 'top'), {
          keys: say('uploads.key.home'),
          disabled: place.index === 0,
        }),
        item(say('uploads.up'), <ArrowUp size={14} />, () => move(entry.id, 'up'), {
          keys: 'Alt ↑',
          disabled: place.index === 0,
        }),
        item(say('uploads.down'), <ArrowDown size={14} />, () => move(entry.id, 'down'), {
          keys: 'Alt ↓',
          disabled: place.index === place.count - 1,
        }),
        item(say('uploads.toBottom'), <ArrowDownToLine size={14} />, () => move(entry.id, 'bottom'), {
          keys: say('uploads.key.end'),
          disabled: place.index === place.count - 1,
        }),
        { kind: 'line' },
      ]
    : [];
  return [
    ...orderLines,
    ...(going && mayPause(entry)
      ? [item(say('uploads.pause'), <Pause size={14} />, () => pauseOne(entry))]
      : entry.state === 'paused'
        ? [item(say('uploads.resume'), <Play size={14} />, () => resumeOne(entry))]
        : []),
    ...(entry.state === 'failed' || entry.state === 'waiting'
      ? [item(say('action.retry'), <RotateCw size={14} />, () => retryOne(entry))]
      : []),
    ...(entry.state === 'cancelled' && entry.replacedBy === null
      ? [item(say('uploads.queueAgain'), <RotateCw size={14} />, () => sendAgain(entry))]
      : []),
    item(say('uploads.details'), <ListTree size={14} />, onDetails),
    item(say('uploads.inLibrary'), <Images size={14} />, () => showInLibrary(entry)),
    ...(entry.latest && entry.state === 'sent' && entry.withdrawAskedAt === null
      ? [
          { kind: 'line' } as const,
          ...(entry.replaceable ? [item(say('replace.action'), <Replace size={14} />, onReplace)] : []),
          item(say('uploads.withdraw'), <Store size={14} />, onWithdraw),
        ]
      : []),
    ...(going
      ? [{ kind: 'line' } as const, item(say('uploads.cancelThis'), <X size={14} />, () => cancelOne(entry))]
      : []),
  ];
}

type MenuItem = Extract<MenuEntry, { kind: 'item' }>;
type MenuIcon = MenuItem['icon'];

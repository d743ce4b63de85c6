import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import { useSay } from '../../i18n/i18n.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { DeliveryDetails } from './delivery-details.tsx';
import { deliveryMenu } from './delivery-menu.tsx';
import { Delivery } from './delivery-row.tsx';
import { move } from './orders.ts';
import { ReplaceDialog } from './replace-dialog.tsx';
import { useReordering } from './use-reordering.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Height of one delivery, CSS pixels. */
const ROW = 76;

/** Deliveries under each other; `ordered`: in the order of the queue, which she may change. */
export function DeliveryList({
  entries,
  ordered,
  onNearEnd,
}: {
  readonly entries: readonly DeliveryEntry[];
  readonly ordered: boolean;
  readonly onNearEnd?: () => void;
}) {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const [detailed, setDetailed] = useState<DeliveryEntry['id'] | null>(null);
  const [leaving, setLeaving] = useState<DeliveryEntry | null>(null);
  const [replaced, setReplaced] = useState<DeliveryEntry | null>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => entries[index]?.id ?? index,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const gap = useReordering(scroller, entries, ROW, ordered ? move : null);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= entries.length - 20) onNearEnd?.();
  }, [last, entries.length, onNearEnd]);
  const shown = entries.find((entry) => entry.id === detailed);

  return (
    <>
      <div ref={scroller} className="h-full overflow-y-auto">
        <ul aria-label={say('uploads.list')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const entry = entries[item.index];
            if (!entry) return null;
            const place = ordered ? { index: item.index, count: entries.length } : null;
            const menu = deliveryMenu(
              entry,
              place,
              () => setDetailed(entry.id),
              () => setLeaving(entry),
              () => setReplaced(entry),
              say,
            );
            return (
              <li
                key={item.key}
                data-delivery={entry.id}
                className="absolute inset-x-0 border-b border-line"
                style={{ top: item.start, height: ROW }}
              >
                <ContextMenu
                  entries={menu}
                  trigger={
                    <div className="flex h-full items-center gap-4 px-4">
                      <Delivery entry={entry} place={place} menu={menu} />
                    </div>
                  }
                />
              </li>
            );
          })}
          {gap !== null && (
            <li
              aria-hidden="true"
              className="pointer-events-none absolute inset-x-2 h-0.5 rounded-full bg-accent"
              style={{ top: Math.max(0, gap * ROW - 1) }}
            />
          )}
        </ul>
      </div>
      {leaving && (
        <WithdrawDialog
          id={leaving.photoId}
          name={leaving.title || leaving.fileName}
          onClose={() => setLeaving(null)}
        />
      )}
      {replaced && (
        <ReplaceDialog
          id={replaced.photoId}
          name={replaced.title || replaced.fileName}
          onClose={() => setReplaced(null)}
        />
      )}
      {shown && <DeliveryDetails entry={shown} onClose={() => setDetailed(null)} />}
    </>
  );
}

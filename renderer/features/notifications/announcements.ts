import { useEffect } from 'react';
import type { Notification } from '../../../shared/contract/notifications.contract.ts';
import { onStudioEvent } from '../../host/events.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library } from '../library/library.store.ts';
import { openSection } from '../shell/shell.store.ts';
import { showInBrowser } from './browser-notices.ts';

/** More of a kind than this at once is said as one sentence. */
const SAID_SINGLY = 2;

/** Says aloud what came by itself: photos published or refused, sales. What was there before the page is not news. */
export function useAnnouncements(): void {
  useEffect(() => {
    const known = new Set<string>();
    let begun = false;
    async function look(): Promise<void> {
      const { items } = await studio.notifications.list();
      const fresh = items.filter((item) => !known.has(item.id));
      for (const item of fresh) known.add(item.id);
      if (begun) announce(fresh.filter((item) => !item.read));
      begun = true;
    }
    look().catch(() => {});
    return onStudioEvent((event) => {
      // A failed look is followed by the next event's.
      if (event.type === 'notifications-changed') look().catch(() => {});
      if (event.type === 'notices') showInBrowser(event.notices);
      if (event.type === 'sales-changed' && event.newSales > 0) {
        toast({
          tone: 'money',
          text: say('toast.sale', { count: event.newSales }),
          action: { label: say('toast.seeSales'), run: () => openSection('sales') },
        });
      }
    });
  }, []);
}

function announce(fresh: readonly Notification[]): void {
  for (const [type, tone] of [
    ['photo_approved', 'good'],
    ['photo_rejected', 'bad'],
  ] as const) {
    const ofType = fresh.filter((item) => item.type === type);
    const action = {
      label: say('toast.see'),
      run: () => {
        openSection('library');
        library.showView(type === 'photo_approved' ? 'published' : 'refused');
      },
    };
    if (ofType.length > SAID_SINGLY) toast({ tone, text: say(`toast.${type}`, { count: ofType.length }), action });
    else
      for (const item of ofType)
        toast({ tone, text: say(`toast.${type}`, { count: 1 }), detail: item.message || item.title, action });
  }
}

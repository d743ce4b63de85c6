import { useQuery } from '@tanstack/react-query';
import { Bell, CircleCheck, CircleX, Coins, Info } from 'lucide-react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { Popover } from '../../ui/popover.tsx';

const ICONS: Readonly<Record<string, typeof Bell>> = {
  new_sale: Coins,
  photo_approved: CircleCheck,
  photo_rejected: CircleX,
};
const TONES: Readonly<Record<string, string>> = {
  new_sale: 'text-accent',
  photo_approved: 'text-good',
  photo_rejected: 'text-bad',
};

export function useNotifications() {
  return useQuery({ queryKey: keys.notifications, queryFn: () => studio.account.notifications() });
}

export function NotificationsButton() {
  const say = useSay();
  const language = useLanguage();
  const answer = useNotifications().data;
  const unread = answer?.unread ?? 0;
  return (
    <Popover
      label={say('notifications.title')}
      align="end"
      width={360}
      onOpenChange={(open) => {
        if (!open && unread > 0) void studio.account.markNotificationsRead().catch(() => {});
      }}
      trigger={
        <button
          type="button"
          aria-label={say('notifications.button', { count: unread })}
          title={say('notifications.button', { count: unread })}
          className="relative inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Bell size={16} />
          {unread > 0 && <span className="absolute top-1 right-1 size-2 rounded-full border border-panel bg-accent" />}
        </button>
      }
    >
      <h2 className="border-b border-line px-4 py-2.5 font-semibold">{say('notifications.title')}</h2>
      {answer === undefined || answer.items.length === 0 ? (
        <p className="p-4 text-muted">{say('notifications.none')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {answer.items.map((item) => {
            const Icon = ICONS[item.type] ?? Info;
            return (
              <li key={item.id} className="flex gap-2.5 px-4 py-2.5">
                <Icon size={15} className={classes('mt-0.5 shrink-0', TONES[item.type] ?? 'text-muted')} />
                <div className="min-w-0" data-selectable>
                  <p className={classes('break-words', !item.read && 'font-semibold')}>{item.title}</p>
                  <p className="break-words text-muted text-sm">{item.message}</p>
                  <p className="text-muted text-xs">{formatMoment(item.at, language)}</p>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Popover>
  );
}

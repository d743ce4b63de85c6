import { Bell, Check, CircleCheck, CircleX, Coins, Hourglass, Info, Landmark } from 'lucide-react';
import { useState } from 'react';
import type { Notification } from '../../../shared/contract/notifications.contract.ts';
import { xof } from '../../../shared/domain/money.ts';
import { formatMoment, formatXof } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Popover } from '../../ui/popover.tsx';
import { DesktopChoice } from './desktop-choice.tsx';
import { openNotification } from './open-notification.ts';
import { markAllRead, useNotifications } from './queries.ts';

const ICONS: Readonly<Record<string, typeof Bell>> = {
  new_sale: Coins,
  order_completed: Coins,
  amount_available: Hourglass,
  withdrawal_processed: Landmark,
  photo_approved: CircleCheck,
  photo_rejected: CircleX,
};
const TONES: Readonly<Record<string, string>> = {
  new_sale: 'text-accent',
  amount_available: 'text-good',
  withdrawal_processed: 'text-accent',
  photo_approved: 'text-good',
  photo_rejected: 'text-bad',
};
/** Shown first; the rest with « Afficher plus ». */
const PAGE = 50;
/** The badge has room for two digits. */
const MOST_COUNTED = 99;

/** The bell, how many are unread, and what happened. */
export function NotificationsButton() {
  const say = useSay();
  const answer = useNotifications().data;
  const unread = answer?.unread ?? 0;
  const [shown, setShown] = useState(PAGE);
  const items = answer?.items ?? [];
  return (
    <Popover
      label={say('notifications.title')}
      align="end"
      width={380}
      trigger={
        <button
          type="button"
          aria-label={say('notifications.button', { count: unread })}
          title={say('notifications.button', { count: unread })}
          className="relative inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <Bell size={16} />
          {unread > 0 && (
            <span className="tabular absolute -top-0.5 left-2.5 flex h-4 min-w-4 items-center justify-center rounded-full border border-panel bg-accent px-0.75 font-semibold text-[10px] text-on-accent leading-none">
              {unread > MOST_COUNTED ? `${String(MOST_COUNTED)}+` : unread}
            </span>
          )}
        </button>
      }
    >
      <div className="flex h-10 items-center justify-between gap-3 border-b border-line pr-2 pl-4">
        <h2 className="font-semibold">{say('notifications.title')}</h2>
        {unread > 0 && (
          <Button variant="ghost" size="small" icon={<Check size={13} />} onClick={() => void markAllRead()}>
            {say('notifications.markAll')}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <p className="p-4 text-muted">{say('notifications.none')}</p>
      ) : (
        <ul className="max-h-[56vh] divide-y divide-line overflow-y-auto">
          {items.slice(0, shown).map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </ul>
      )}
      {items.length > shown && (
        <div className="flex justify-center border-t border-line p-2">
          <Button variant="ghost" size="small" onClick={() => setShown(shown + PAGE)}>
            {say('notifications.more')}
          </Button>
        </div>
      )}
      <DesktopChoice />
    </Popover>
  );
}

function Line({ item }: { readonly item: Notification }) {
  const say = useSay();
  const language = useLanguage();
  const Icon = ICONS[item.type] ?? Info;
  const own = item.type === 'amount_available';
  const title = own
    ? say('notifications.available', { amount: formatXof(xof.parse(item.facts.net ?? 0), language) })
    : item.title;
  const text = own ? say('notifications.available.text', { count: item.facts.count ?? 0 }) : item.message;
  return (
    <li>
      <button
        type="button"
        onClick={() => openNotification(item)}
        className="flex w-full gap-2.5 px-4 py-2.5 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <Icon size={15} className={classes('mt-0.5 shrink-0', TONES[item.type] ?? 'text-muted')} />
        <span className="min-w-0 flex-1">
          <span className={classes('block break-words', !item.read && 'font-semibold')}>{title}</span>
          <span className="block break-words text-muted text-sm">{text}</span>
          <span className="block text-muted text-xs">{formatMoment(item.at, language)}</span>
        </span>
        {!item.read && (
          <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
            <span className="sr-only">{say('notifications.unread')}</span>
          </span>
        )}
      </button>
    </li>
  );
}

import type { Notification, ToldNotice } from '../../../shared/contract/notifications.contract.ts';
import type { AppLink } from '../../../shared/domain/app-link.ts';
import { formatXof, xof } from '../../../shared/domain/money.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { sentence } from '../system/sentences.ts';

/** More than these at once are said as one. */
const SAID_SINGLY = 3;

const SECTIONS: Readonly<Record<string, 'sales' | 'library'>> = {
  new_sale: 'sales',
  order_completed: 'sales',
  amount_available: 'sales',
  withdrawal_processed: 'sales',
  photo_approved: 'library',
  photo_rejected: 'library',
};

type Told = Pick<Notification, 'id' | 'type' | 'title' | 'message' | 'facts'> & { readonly photoId: number | null };

/** What the desktop says of notifications, in the order given: each by itself, or all in one sentence where they are many. */
export function noticesOf(items: readonly Told[], language: Language): ToldNotice[] {
  if (items.length <= SAID_SINGLY) return items.map((item) => noticeOf(item, language));
  const count = (type: string) => items.filter((item) => item.type === type).length;
  const sections = new Set(items.map((item) => SECTIONS[item.type]));
  const [section] = sections;
  return [
    {
      id: `several-${items.at(-1)?.id ?? ''}`,
      title: sentence(language, 'notice.several', { count: items.length }),
      body: sentence(language, 'notice.several.text', {
        sales: count('new_sale'),
        published: count('photo_approved'),
        refused: count('photo_rejected'),
      }),
      opens: sections.size === 1 && section ? { to: 'section', section } : { to: 'window' },
    },
  ];
}

function noticeOf({ id, type, title, message, facts, photoId }: Told, language: Language): ToldNotice {
  if (type !== 'amount_available') return { id, title, body: message, opens: linkOf(type, photoId) };
  const amount = formatXof(xof.parse(facts.net ?? 0), language);
  return {
    id,
    title: sentence(language, 'notice.available', { amount }),
    body: sentence(language, 'notice.available.text', { count: facts.count ?? 0 }),
    opens: linkOf(type, null),
  };
}

function linkOf(type: string, photo: number | null): AppLink {
  if ((type === 'photo_rejected' || type === 'photo_approved') && photo !== null) return { to: 'photo', photo };
  const section = SECTIONS[type];
  return section ? { to: 'section', section } : { to: 'window' };
}

import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { SidebarLine } from '../library/sidebar-line.tsx';
import { openDialog } from '../shell/shell.store.ts';

/** The approved photos that a rule keeps from being sent. */
const WAITING = { review: 'approved', brokenRules: true, delivery: 'none' } as const;

/** The way to what is to be corrected, with the number of approved photos that wait for it. */
export function ToFixLine() {
  const say = useSay();
  const language = useLanguage();
  const waiting =
    useQuery({
      queryKey: keys.photos.counts(WAITING),
      queryFn: ({ signal }) => studio.photos.counts({ filter: WAITING }, { signal }),
    }).data?.total ?? 0;
  return (
    <SidebarLine
      icon={<ListChecks size={15} className={waiting > 0 ? 'text-warn' : undefined} />}
      name={say('toFix.title')}
      count={waiting > 0 ? formatNumber(waiting, language) : ''}
      active={false}
      onPress={() => openDialog('to-fix')}
    />
  );
}

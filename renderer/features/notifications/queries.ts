import { useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { attempt } from '../shell/attempt.ts';

export function useNotifications() {
  return useQuery({ queryKey: keys.notifications, queryFn: () => studio.notifications.list() });
}

export async function markRead(ids: readonly string[]): Promise<void> {
  await attempt(() => studio.notifications.markRead({ ids: [...ids] }));
}

export async function markAllRead(): Promise<void> {
  await attempt(() => studio.notifications.markAllRead());
}

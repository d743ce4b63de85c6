import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type DesktopChange, type DesktopState, desktopState } from '../../../shared/desktop-state.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { bridge } from '../../host/studio.ts';

/** The window around the page: her choices about it and the state of updates; undefined in a browser. */
export function useDesktop(): DesktopState | undefined {
  const { desktop } = bridge;
  const answer = useQuery({
    queryKey: keys.desktop,
    queryFn: async () => desktopState.parse(await desktop?.desktop()),
    enabled: desktop !== null,
    staleTime: 0,
  });
  useEffect(() => bridge.desktop?.onDesktop(keep), []);
  return answer.data;
}

export async function changeDesktop(change: DesktopChange): Promise<void> {
  keep(await bridge.desktop?.desktop(change));
}

function keep(said: unknown): void {
  const state = desktopState.safeParse(said);
  if (state.success) queryClient.setQueryData(keys.desktop, state.data);
}

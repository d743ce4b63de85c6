import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onStudioEvent } from '../../host/events.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';

const LIST = ['exports'];

/** Exports of this session, newest first, as they go on. */
export function useExports() {
  useEffect(
    () =>
      onStudioEvent((event) => {
        if (event.type === 'exports-changed') void queryClient.invalidateQueries({ queryKey: LIST });
      }),
    [],
  );
  return useQuery({ queryKey: LIST, queryFn: () => studio.exports.list() }).data ?? [];
}

/** What was chosen last; undefined until it is known. */
export function useExportMemory() {
  return useQuery({ queryKey: ['exports-memory'], queryFn: () => studio.exports.memory(), gcTime: 0 }).data;
}

import { useQuery } from '@tanstack/react-query';
import type { ImportOptions, LookId } from '../../../shared/contract/import.contract.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';

/** Cards come and go while she looks at the list, ms. */
const SOURCES_EVERY_MS = 2500;

export function useSources(enabled: boolean) {
  return useQuery({
    queryKey: keys.imports.sources,
    queryFn: () => studio.imports.sources(),
    enabled,
    refetchInterval: SOURCES_EVERY_MS,
    staleTime: 0,
  });
}

export function useLook(look: LookId | null) {
  return useQuery({
    queryKey: keys.imports.look(look),
    queryFn: () => (look === null ? null : studio.imports.looked({ look })),
    enabled: look !== null,
  });
}

export const useImports = () => useQuery({ queryKey: keys.imports.list, queryFn: () => studio.imports.list() });

export const useImportMemory = () =>
  useQuery({ queryKey: keys.imports.memory, queryFn: () => studio.imports.memory(), staleTime: 0 });

interface Wanted {
  readonly shot: number;
  readonly resolve: (address: string | null) => void;
}

/** Thumbnails asked for within a blink travel together. */
const TOGETHER_MS = 25;
const MOST_TOGETHER = 24;
const waiting = new Map<LookId, Wanted[]>();

export function useThumbnail(look: LookId, shot: number): string | null {
  return (
    useQuery({
      queryKey: keys.imports.thumbnail(look, shot),
      queryFn: () => new Promise<string | null>((resolve) => enqueue(look, { shot, resolve })),
    }).data ?? null
  );
}

function enqueue(look: LookId, wanted: Wanted): void {
  const list = waiting.get(look) ?? [];
  if (list.length === 0) setTimeout(() => void flush(look), TOGETHER_MS);
  waiting.set(look, [...list, wanted]);
}

async function flush(look: LookId): Promise<void> {
  const list = waiting.get(look) ?? [];
  waiting.delete(look);
  for (let start = 0; start < list.length; start += MOST_TOGETHER) {
    const some = list.slice(start, start + MOST_TOGETHER);
    const answer = await studio.imports.thumbnails({ look, shots: some.map(({ shot }) => shot) }).catch(() => []);
    const found = new Map(answer.map(({ shot, jpeg }) => [shot, jpeg]));
    for (const { shot, resolve } of some) resolve(addressOf(found.get(shot) ?? null));
  }
}

/** A blob, since the page's security policy lets no `data:` address show a picture in a window. */
function addressOf(jpeg: string | null): string | null {
  if (jpeg === null) return null;
  const bytes = Uint8Array.from(atob(jpeg), (character) => character.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
}

/** The list is not shown any more: its pictures go, here and there. */
export function leaveLook(look: LookId): void {
  const queries = queryClient.getQueryCache().findAll({ queryKey: keys.imports.thumbnails(look) });
  for (const query of queries) if (typeof query.state.data === 'string') URL.revokeObjectURL(query.state.data);
  queryClient.removeQueries({ queryKey: keys.imports.thumbnails(look) });
  void studio.imports.leave({ look }).catch(() => {});
}

export type Draft = Omit<ImportOptions, 'firstNumber'>;

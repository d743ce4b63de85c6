import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Collection } from '../../../shared/contract/library.contract.ts';
import type { CollectionId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { library, shownFilter, useLibrary } from './library.store.ts';
import { currentSubject, undo } from './review.ts';

/** Collections and saved searches, with their numbers of photos. */
export function useCollections() {
  return useQuery({ queryKey: keys.collections, queryFn: () => studio.collections.list() });
}

/** The name that is being asked for in the sidebar. */
export const useNaming = create<{ readonly naming: 'collection' | 'search' | null }>(() => ({ naming: null }));

export function askForCollectionName(): void {
  useNaming.setState({ naming: 'collection' });
}

/** Puts what is selected together under a name; an empty collection when nothing is. */
export async function createCollection(name: string): Promise<void> {
  const selection = useLibrary.getState().selection.ids.size > 0 ? currentSubject() : null;
  try {
    await studio.collections.create({ kind: 'collection', name, ...(selection && { selection }) });
  } catch (error) {
    sayProblem(error);
  }
}

/** Keeps the filters of now under a name. */
export async function keepSearch(name: string): Promise<void> {
  try {
    await studio.collections.create({ kind: 'search', name, filter: shownFilter(useLibrary.getState()) });
  } catch (error) {
    sayProblem(error);
  }
}

export async function renameCollection({ id }: Collection, name: string): Promise<void> {
  try {
    await studio.collections.rename({ id, name });
  } catch (error) {
    sayProblem(error);
  }
}

/** No question first: the way back is one click, and the photos stay where they are. */
export async function removeCollection(collection: Collection): Promise<void> {
  const { id, name, kind } = collection;
  try {
    await studio.collections.remove({ id });
    if (useLibrary.getState().added.collectionId === id) library.setCondition('collectionId', undefined);
    toast({
      tone: 'plain',
      text: say(kind === 'search' ? 'search.removed' : 'collection.removed', { name }),
      detail: say('collection.removed.detail'),
      action: {
        label: say('action.undo'),
        run: () => void studio.collections.restore({ id }).catch(sayProblem),
      },
    });
  } catch (error) {
    sayProblem(error);
  }
}

export async function addSelection({ id, name }: Collection): Promise<void> {
  const selection = currentSubject();
  if (!selection) return;
  try {
    const { added } = await studio.collections.addPhotos({ id, selection });
    sayMoved(say('collection.added', { count: added, name }), added);
  } catch (error) {
    sayProblem(error);
  }
}

export async function takeOutSelection({ id, name }: Collection): Promise<void> {
  const selection = currentSubject();
  if (!selection) return;
  try {
    const { removed } = await studio.collections.removePhotos({ id, selection });
    sayMoved(say('collection.takenOut', { count: removed, name }), removed);
  } catch (error) {
    sayProblem(error);
  }
}

/** One collection before another in the sidebar, or last. */
export async function moveCollection(
  all: readonly Collection[],
  moved: CollectionId,
  before: CollectionId | null,
): Promise<void> {
  if (moved === before) return;
  const others = all.map((collection) => collection.id).filter((id) => id !== moved);
  const at = before === null ? others.length : others.indexOf(before);
  if (at === -1) return;
  try {
    await studio.collections.reorder({ ids: others.toSpliced(at, 0, moved) });
  } catch (error) {
    sayProblem(error);
  }
}

function sayMoved(text: string, count: number): void {
  toast({
    tone: 'plain',
    text,
    ...(count > 0 ? { action: { label: say('action.undo'), run: () => void undo() } } : {}),
  });
}

import { useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { editSentence } from './edit-sentence.ts';

/** Names of undo and redo with what they would do now: « Annuler : 3 photos notées ★★★★ ». */
export function useHistory(): { readonly undo: string; readonly redo: string } {
  const say = useSay();
  const { data } = useQuery({ queryKey: keys.history, queryFn: () => studio.history.next(), staleTime: 0 });
  return {
    undo: data?.undo ? say('undo.next', { what: editSentence(data.undo) }) : say('action.undo'),
    redo: data?.redo ? say('redo.next', { what: editSentence(data.redo) }) : say('action.redo'),
  };
}

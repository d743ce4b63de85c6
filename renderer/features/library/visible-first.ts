import { useEffect } from 'react';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { studio } from '../../host/studio.ts';
import { useIngest } from './queries.ts';

/** A hand that scrolls passes over most of what it sees (ms). */
const SETTLED_MS = 120;
/** The contract's limit. */
const AT_ONCE = 1000;

/** Tells the studio which photos are on the screen while there are images to be made: theirs come first. */
export function useVisibleFirst(ids: readonly PhotoId[]): void {
  const reading = useIngest().data;
  const isWanted = reading !== undefined && reading.waiting > 0;
  // In words: an equal list asks nothing again.
  const shown = ids.slice(0, AT_ONCE).join(' ');
  useEffect(() => {
    if (!isWanted || shown === '') return;
    const timer = setTimeout(() => {
      // A hint: what becomes of it shows in the pictures.
      const settled = shown.split(' ').map((id) => photoId.parse(Number(id)));
      studio.reading.visible({ ids: settled }).catch(() => {});
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [shown, isWanted]);
}

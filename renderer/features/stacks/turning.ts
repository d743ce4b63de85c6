import type { PhotoId } from '../../../shared/domain/ids.ts';
import { type QuarterTurn, quarterTurn } from '../../../shared/domain/photo.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { useLibrary } from '../library/library.store.ts';
import { currentSubject, undo } from '../library/review.ts';
import { forgetChanges, keptSummary, showChange } from '../library/summaries.ts';
import { sayProblem } from '../shell/attempt.ts';

/** Turns what is selected: shown at once, whatever the studio still has to make. One photo is turned without a word. */
export async function turnSelection(degrees: QuarterTurn): Promise<void> {
  const subject = currentSubject();
  if (!subject) return;
  const ids = 'ids' in subject ? subject.ids : useLibrary.getState().order;
  showTurned(ids, degrees);
  try {
    const { turned } = await studio.turning.turn({ selection: subject, degrees });
    if (turned > 1)
      toast({
        tone: 'plain',
        text: say('turn.done', { photos: turned }),
        action: { label: say('action.undo'), run: () => void undo() },
      });
  } catch (error) {
    forgetChanges(ids);
    void queryClient.invalidateQueries({ queryKey: keys.photos.shapes });
    sayProblem(error);
  }
}

function showTurned(ids: readonly PhotoId[], degrees: QuarterTurn): void {
  for (const id of ids) {
    const photo = keptSummary(id);
    if (!photo) continue;
    const left = ((photo.pictureTurn ?? 0) + degrees) % 360;
    const lies = degrees === 180 ? {} : { width: photo.height, height: photo.width };
    showChange([id], { ...lies, pictureTurn: quarterTurn.safeParse(left).data });
  }
  if (degrees !== 180) swapShapes(new Set(ids));
}

/** The rows of pictures are laid out by shapes that are asked for seldom. */
function swapShapes(ids: ReadonlySet<PhotoId>): void {
  queryClient.setQueryData<{ ids: PhotoId[]; shapes: number[] }>(
    keys.photos.shapes,
    (kept) =>
      kept && {
        ids: kept.ids,
        shapes: kept.shapes.map((shape, index) => {
          const id = kept.ids[index];
          return id !== undefined && ids.has(id) && shape > 0 ? Math.round(1_000_000 / shape) : shape;
        }),
      },
  );
}

import { MousePointerClick } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { useSay } from '../../../i18n/i18n.ts';
import { useLooking } from '../../loupe/looking.store.ts';
import { shownFilter, useLibrary } from '../library.store.ts';
import { useDetail } from '../queries.ts';
import { actionSubject } from '../selection.ts';
import { ManyPhotos } from './many-photos.tsx';
import { OnePhoto } from './one-photo.tsx';

/** The panel at the right: everything about what is selected. */
export function Inspector() {
  const say = useSay();
  const { selection, order, mode } = useLibrary(
    useShallow((state) => ({ selection: state.selection, order: state.order, mode: state.mode })),
  );
  const compared = useLooking((state) => state.compared[state.focus] ?? null);
  const many = mode === 'grid' && selection.ids.size > 1;
  const single = many
    ? null
    : mode === 'loupe'
      ? selection.focus
      : mode === 'compare'
        ? compared
        : ([...selection.ids][0] ?? selection.focus);
  const known = useDetail(single).data;
  // While the next one is asked for the last one stays; where there is none, it must not.
  const detail = single === null ? undefined : known;
  const subject = many ? actionSubject(selection, order, shownFilter(useLibrary.getState())) : null;
  return (
    <aside aria-label={say('inspector.name')} className="h-full overflow-y-auto border-l border-line bg-panel">
      <h2 className="sr-only">{say('inspector.name')}</h2>
      {many && subject ? (
        <ManyPhotos
          key={'ids' in subject ? subject.ids.join() : 'all'}
          subject={subject}
          ids={[...selection.ids]}
          count={selection.ids.size}
        />
      ) : detail ? (
        <OnePhoto key={detail.id} photo={detail} />
      ) : (
        <div className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center text-muted">
          <MousePointerClick size={22} strokeWidth={1.5} />
          <p>{say('inspector.empty')}</p>
        </div>
      )}
    </aside>
  );
}

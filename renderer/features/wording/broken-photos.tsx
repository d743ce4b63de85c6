import type { PhotoId } from '../../../shared/domain/ids.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Picture } from '../library/picture.tsx';
import { useSummary } from '../library/summaries.ts';

/** Pictures shown at once: enough to know what they are of. */
const SHOWN = 60;

/** Photos that only she can mend. */
export function BrokenPhotos({ ids }: { readonly ids: readonly PhotoId[] }) {
  const say = useSay();
  return (
    <div className="p-3">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(88px,1fr))] gap-2">
        {ids.slice(0, SHOWN).map((id) => (
          <BrokenPhoto key={id} id={id} />
        ))}
      </ul>
      {ids.length > SHOWN && (
        <p className="pt-2 text-muted text-sm">{say('wording.more', { count: ids.length - SHOWN })}</p>
      )}
    </div>
  );
}

function BrokenPhoto({ id }: { readonly id: PhotoId }) {
  const photo = useSummary(id);
  return (
    <li className="flex flex-col gap-1">
      <span className="flex h-16 items-center justify-center overflow-hidden rounded-sm bg-canvas">
        {photo && <Picture photo={photo} kind="thumb200" alt="" className="max-h-full max-w-full object-contain" />}
      </span>
      <span className="truncate text-muted text-xs" title={photo?.fileName}>
        {photo?.title || photo?.fileName}
      </span>
    </li>
  );
}

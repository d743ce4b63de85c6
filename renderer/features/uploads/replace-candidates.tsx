import { useDeferredValue, useId, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatCapture } from '../../i18n/format.ts';
import { type Say, useLanguage, useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { TextInput } from '../../ui/field.tsx';
import { Picture } from '../library/picture.tsx';
import { type Candidate, useCandidates } from './replacing.ts';

/** Pictures that may take the place of one: its other versions, or what she looks for. Arrow keys go from one to the next. */
export function ReplaceCandidates({
  id,
  chosen,
  onChoose,
}: {
  readonly id: PhotoId;
  readonly chosen: PhotoId | null;
  readonly onChoose: (id: PhotoId) => void;
}) {
  const say = useSay();
  const group = useId();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const candidates = useCandidates(id, search);
  return (
    <div className="flex w-72 shrink-0 flex-col gap-2">
      <TextInput
        type="search"
        data-autofocus
        aria-label={say('replace.find')}
        placeholder={say('replace.find')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <fieldset className="flex h-[calc(30vh+11rem)] min-w-0 flex-col gap-1 overflow-y-auto p-0.5">
        <legend className="sr-only">{say('replace.candidates')}</legend>
        {candidates?.map((photo) => (
          <label
            key={photo.id}
            className={classes(
              'flex shrink-0 cursor-pointer items-center gap-2.5 rounded-md border p-1.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
              photo.id === chosen ? 'border-accent bg-hover' : 'border-transparent hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name={group}
              className="sr-only"
              checked={photo.id === chosen}
              onChange={() => onChoose(photo.id)}
            />
            <span className="flex h-14 w-18 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-cell">
              <Picture photo={photo} kind="thumb200" alt="" className="max-h-full max-w-full object-contain" />
            </span>
            <Reasons photo={photo} />
          </label>
        ))}
        {candidates?.length === 0 && (
          <p className="p-2 text-muted">{say(search === '' ? 'replace.none' : 'replace.nothingFound')}</p>
        )}
      </fieldset>
    </div>
  );
}

function Reasons({ photo }: { readonly photo: Candidate }) {
  const say = useSay();
  const language = useLanguage();
  const why = reasonsOf(photo, say);
  return (
    <span className="flex min-w-0 flex-col">
      <span className="line-clamp-2 break-all" title={photo.fileName}>
        {photo.fileName}
      </span>
      <span className="line-clamp-2 text-muted text-sm" title={why}>
        {why || (photo.captureDate === null ? photo.title : formatCapture(photo.captureDate, language))}
      </span>
    </span>
  );
}

function reasonsOf(photo: Candidate, say: Say): string {
  return [
    photo.distance == null ? '' : say('replace.alike'),
    photo.sameName ? say('replace.sameName') : '',
    photo.sameTime ? say('replace.sameTime') : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

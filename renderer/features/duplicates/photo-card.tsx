import { Check, X } from 'lucide-react';
import { Fragment } from 'react';
import type { DuplicatePhoto } from '../../../shared/contract/duplicates.contract.ts';
import { formatBytes, formatCapture, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Stars } from '../../ui/stars.tsx';
import { Picture } from '../library/picture.tsx';
import { type Compared, folderOf } from './differences.ts';

interface PhotoCardProps {
  readonly photo: DuplicatePhoto;
  /** What is told of each of the group. */
  readonly facts: readonly Compared[];
  /** Facts in which it differs from the others. */
  readonly differing: ReadonlySet<Compared>;
  readonly chosen: boolean;
  /** False for one content in several places: there is nothing to choose. */
  readonly choice: boolean;
  readonly onChoose: () => void;
  readonly onKeep: () => void;
  readonly onReject: () => void;
}

/** One photograph of a group, with what tells it from the others. */
export function PhotoCard({ photo, facts, differing, chosen, choice, onChoose, onKeep, onReject }: PhotoCardProps) {
  const say = useSay();
  return (
    <li
      className={classes(
        'flex min-w-0 flex-col overflow-hidden rounded-md border bg-panel',
        chosen ? 'border-accent ring-1 ring-accent' : 'border-line',
      )}
    >
      <button
        type="button"
        data-card={photo.id}
        aria-pressed={chosen}
        aria-label={photo.title || photo.fileName}
        className="flex h-[36vh] w-full items-center justify-center bg-raised p-2"
        onClick={onChoose}
      >
        <Picture photo={photo} kind="thumb800" alt="" className="max-h-full max-w-full object-contain" />
      </button>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-3 py-2">
        {facts.map((fact) => (
          <Line key={fact} fact={fact} photo={photo} differs={differing.has(fact)} />
        ))}
      </dl>
      {choice && (
        <div className="mt-auto flex flex-wrap gap-2 px-3 pt-1 pb-3">
          <Button variant={chosen ? 'primary' : 'secondary'} icon={<Check size={14} />} onClick={onKeep}>
            {say('duplicates.keep')}
          </Button>
          <Button variant="bad" icon={<X size={14} />} onClick={onReject}>
            {say('action.reject')}
          </Button>
        </div>
      )}
    </li>
  );
}

interface LineProps {
  readonly fact: Compared;
  readonly photo: DuplicatePhoto;
  readonly differs: boolean;
}

function Line({ fact, photo, differs }: LineProps) {
  const say = useSay();
  return (
    <>
      <dt className="text-muted">{say(`duplicates.fact.${fact}`)}</dt>
      <dd className={classes('min-w-0 break-words', differs ? 'font-semibold text-ink' : 'text-muted')}>
        <Value fact={fact} photo={photo} />
      </dd>
    </>
  );
}

function Value({ fact, photo }: Omit<LineProps, 'differs'>) {
  const say = useSay();
  const language = useLanguage();
  switch (fact) {
    case 'pixels':
      return say('duplicates.pixels', {
        width: String(photo.width),
        height: String(photo.height),
        megapixels: formatNumber((photo.width * photo.height) / 1_000_000, language, 1),
      });
    case 'size':
      return formatBytes(photo.size, language);
    case 'format':
      return photo.format.toUpperCase();
    case 'taken':
      return photo.captureDate === null ? '—' : formatCapture(photo.captureDate, language);
    case 'camera':
      return photo.camera ?? '—';
    case 'rating':
      return photo.rating === 0 ? (
        '—'
      ) : (
        <Stars value={photo.rating} label={say('rating.value', { rating: photo.rating })} />
      );
    case 'review':
      return say(`duplicates.review.${photo.review}`);
    case 'name':
      return photo.fileName;
    case 'folder':
      return <Places photo={photo} />;
  }
}

/** The folder of a photo, or every path of one that lies in several places. */
function Places({ photo }: { readonly photo: DuplicatePhoto }) {
  const say = useSay();
  if (photo.files.length < 2) return <Breakable path={folderOf(photo) || '—'} />;
  return (
    <ul>
      {photo.files.map((file) => (
        <li key={file.path}>
          <Breakable path={file.path} />
          {file.state !== 'present' && <span className="text-warn"> ({say(`duplicates.file.${file.state}`)})</span>}
        </li>
      ))}
    </ul>
  );
}

/** A path that goes on in the next line after a separator, not in the middle of a name. */
function Breakable({ path }: { readonly path: string }) {
  const names = path.split(/(?<=[/\\])/);
  return names.map((name, index) => (
    <Fragment key={`${String(index)}-${name}`}>
      {name}
      <wbr />
    </Fragment>
  ));
}

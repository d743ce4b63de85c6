import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PhotoDetail } from '../../../../shared/contract/library.contract.ts';
import { keys } from '../../../host/keys.ts';
import { problemOf } from '../../../host/problem.ts';
import { studio } from '../../../host/studio.ts';
import { formatBytes, formatNumber } from '../../../i18n/format.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';
import { problemSentence } from '../../../i18n/problems.ts';
import { classes } from '../../../ui/classes.ts';

/** The file and everything it says of itself, folded away. */
export function FileFacts({ photo }: { readonly photo: PhotoDetail }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <Disclosure title={say('inspector.file')}>
        {() => (
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm" data-selectable>
            <Fact name={say('file.dimensions')}>
              {say('duplicates.pixels', {
                width: String(photo.width),
                height: String(photo.height),
                megapixels: formatNumber((photo.width * photo.height) / 1e6, language, 1),
              })}
            </Fact>
            <Fact
              name={say('file.size')}
            >{`${formatBytes(photo.size, language)} · ${photo.format.toUpperCase()}`}</Fact>
            {photo.lens && <Fact name={say('field.lens')}>{photo.lens}</Fact>}
            {photo.iccProfile && <Fact name={say('file.profile')}>{photo.iccProfile}</Fact>}
            <Fact name={say('file.gps')}>{say(photo.hasGps ? 'file.gps.present' : 'file.gps.absent')}</Fact>
            {photo.files.map((file) => (
              <Fact key={file.path} name={say(`file.${file.state}`)}>
                <span className="break-all">{file.path}</span>
              </Fact>
            ))}
            <Fact name="SHA-256">
              <span className="break-all">{photo.sha256.slice(0, 16)}…</span>
            </Fact>
          </dl>
        )}
      </Disclosure>
      <Disclosure title={say('inspector.exif')}>{() => <ExifTable photo={photo} />}</Disclosure>
    </>
  );
}

/** A part of the inspector that is folded away until she opens it. */
export function Disclosure({ title, children }: { readonly title: string; readonly children: () => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="border-t border-line">
      <button
        type="button"
        aria-expanded={open}
        className="flex h-9 w-full items-center gap-1 px-4 text-left hover:bg-hover"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={14} className={classes('text-muted transition-transform', open && 'rotate-90')} />
        {title}
      </button>
      {open && <div className="px-4 pb-4">{children()}</div>}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function ExifTable({ photo }: { readonly photo: PhotoDetail }) {
  const say = useSay();
  const answer = useQuery({
    queryKey: keys.photos.exif(photo.id, photo.pictureVersion),
    queryFn: () => studio.photos.exif({ id: photo.id }),
  });
  if (answer.error) return <p className="text-sm text-warn">{problemSentence(problemOf(answer.error))}</p>;
  if (!answer.data) return <p className="text-muted text-sm">{say('library.loading')}</p>;
  const groups = Map.groupBy(answer.data, (tag) => tag.group);
  return (
    <div className="flex flex-col gap-3" data-selectable>
      {[...groups].map(([group, tags]) => (
        <section key={group}>
          <h4 className="mb-1 text-muted text-xs">{group}</h4>
          <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-0.5 text-sm">
            {tags.map((tag) => (
              <Fact key={tag.tag} name={tag.tag}>
                <span className="line-clamp-4 break-words">{tag.value}</span>
              </Fact>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

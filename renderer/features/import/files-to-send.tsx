import { FileImage } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import type { PageFile } from './page-files.ts';

/** More pictures than this are not decoded just to be shown; all names are. */
const SHOWN = 60;
const LISTED = 500;

/** What was dropped on a browser's page, or pasted: the page has it, the studio gets it when she says so. */
export function FilesToSend({ files }: { readonly files: readonly PageFile[] }) {
  const say = useSay();
  return (
    <section aria-label={say('import.contents')} className="flex min-h-0 flex-col rounded-md border border-line">
      <p className="border-b border-line px-3 py-1.5 text-sm">{say('import.fromPage', { count: files.length })}</p>
      <ul className="grid min-h-0 flex-1 grid-cols-[repeat(auto-fill,minmax(132px,1fr))] content-start gap-2 overflow-y-auto p-2">
        {files.slice(0, LISTED).map((file, index) => (
          <li key={file.path} className="flex flex-col gap-1 rounded-md bg-(--cell) p-1" title={file.path}>
            <span className="flex h-24 items-center justify-center overflow-hidden">
              {index < SHOWN ? <Picture file={file.file} /> : <Placeholder />}
            </span>
            <span className="truncate text-xs">{file.path.split('/').at(-1)}</span>
          </li>
        ))}
      </ul>
      {files.length > LISTED && (
        <p className="px-3 py-1.5 text-muted text-sm">{say('import.andMore', { count: files.length - LISTED })}</p>
      )}
    </section>
  );
}

function Placeholder() {
  return <FileImage size={22} strokeWidth={1.5} className="text-muted" />;
}

function Picture({ file }: { readonly file: File }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (address === null) return <Placeholder />;
  return <img src={address} alt="" loading="lazy" decoding="async" className="max-h-full max-w-full object-contain" />;
}

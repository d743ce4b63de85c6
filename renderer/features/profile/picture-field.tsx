import { ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Profile } from '../../../shared/contract/profile.contract.ts';
import { middleCut, PICTURE_FILE_LIMIT, type SquareCut } from '../../../shared/domain/profile.ts';
import { problemOf } from '../../host/problem.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Crop } from './crop.tsx';
import { EarlierPictures } from './earlier-pictures.tsx';
import { profileChanged, readPicture } from './my-profile.ts';
import { Portrait } from './portrait.tsx';

interface Chosen {
  readonly file: string;
  readonly look: { readonly jpeg: string; readonly width: number; readonly height: number };
  readonly cut: SquareCut;
}

/** Her picture: chosen, cut, shown; the ones before are there to be taken again. */
export function PictureField({ profile, name }: { readonly profile: Profile; readonly name: string }) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function during(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemSentence(problemOf(error)));
    }
    setBusy(false);
  }

  const choose = (selected: File) =>
    during(async () => {
      const file = await readPicture(selected);
      if (file === null) {
        const facts = { bytes: selected.size, limit: PICTURE_FILE_LIMIT };
        setProblem(problemSentence({ code: 'picture-too-big', facts }));
        return;
      }
      const look = await studio.profile.look({ file });
      setChosen({ file, look, cut: middleCut(look) });
    });
  const take = ({ file, cut }: Chosen) =>
    during(async () => {
      await studio.profile.setPicture({ file, cut });
      setChosen(null);
      await profileChanged();
    });

  return (
    <section aria-label={say('profile.picture')} className="flex flex-col gap-3">
      <div className="flex items-center gap-4">
        <Portrait name={name} className="size-24 shrink-0 text-2xl" />
        <div className="flex min-w-0 flex-col items-start gap-1.5">
          <input
            ref={input}
            type="file"
            accept="image/jpeg,image/png,image/gif,image/webp"
            aria-label={say('profile.picture.choose')}
            className="hidden"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void choose(file);
            }}
          />
          <Button icon={<ImageUp size={14} />} disabled={busy} onClick={() => input.current?.click()}>
            {say('profile.picture.choose')}
          </Button>
          <p className="text-muted text-sm">
            {profile.picture && profile.picture.state !== 'sent'
              ? say(`profile.picture.${profile.picture.state}`)
              : say('profile.picture.text')}
          </p>
        </div>
      </div>
      {chosen && (
        <Dialog
          open
          title={say('profile.crop')}
          closeLabel={say('action.close')}
          onClose={() => setChosen(null)}
          width={400}
          footer={
            <>
              <Button disabled={busy} onClick={() => setChosen(null)}>
                {say('action.cancel')}
              </Button>
              <Button variant="primary" disabled={busy} onClick={() => void take(chosen)}>
                {say('profile.crop.take')}
              </Button>
            </>
          }
        >
          <Crop picture={chosen.look} cut={chosen.cut} onChange={(cut) => setChosen({ ...chosen, cut })} />
          <Problem sentence={problem} />
        </Dialog>
      )}
      <Problem sentence={chosen ? null : problem} />
      <EarlierPictures
        busy={busy}
        onRemove={(id) =>
          during(async () => {
            await studio.profile.removePicture({ id });
            await profileChanged();
          })
        }
        onChoose={(id) =>
          void during(async () => {
            await studio.profile.choosePicture({ id });
            await profileChanged();
          })
        }
      />
    </section>
  );
}

function Problem({ sentence }: { readonly sentence: string | null }) {
  return (
    <p role="alert" className="text-bad text-sm empty:hidden">
      {sentence}
    </p>
  );
}

import { type ReactNode, useState } from 'react';
import type { WordEditName } from '../../../shared/contract/wording.contract.ts';
import { type Template, templateEdit } from '../../../shared/domain/template.ts';
import type { WordEdit } from '../../../shared/domain/word-edit.ts';
import { problemOf } from '../../host/problem.ts';
import { studio } from '../../host/studio.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { toast } from '../../ui/toasts.tsx';
import { undo } from '../library/review.ts';
import { sayProblem } from '../shell/attempt.ts';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import {
  EMPTY_FILL,
  EMPTY_KEYWORDS,
  EMPTY_REPLACE,
  fillEditOf,
  firstPaste,
  keywordEditOf,
  pasteEditOf,
  replaceEditOf,
} from './drafts.ts';
import { FillForm } from './fill-form.tsx';
import { KeywordsForm } from './keywords-form.tsx';
import { PasteForm } from './paste-form.tsx';
import { PreviewList } from './preview-list.tsx';
import { ReplaceForm } from './replace-form.tsx';
import { SaveAsTemplate } from './save-as-template.tsx';
import { TemplatesForm } from './templates-form.tsx';
import { usePreview } from './use-preview.ts';
import { showPanel, useWording, WORDING_PANELS, type WordingPanel } from './wording.store.ts';

const EDIT_NAMES: Readonly<Record<WordingPanel, WordEditName>> = {
  replace: 'replace-words',
  keywords: 'edit-keywords',
  fill: 'fill-words',
  paste: 'paste-words',
  templates: 'apply-template',
};

/** Words of many photos at once: the change at the left, what it does to each photo at the right, one button. */
export function WordingDialog() {
  const open = useShell((state) => state.dialog === 'wording');
  return open ? <Wording /> : null;
}

function Wording() {
  const say = useSay();
  const { panel, subject, count, copied } = useWording();
  const { form, edit } = usePanel(panel);
  const { preview, error, settled } = usePreview(subject, edit);
  const [applying, setApplying] = useState(false);
  const changed = preview?.changed ?? 0;

  async function apply(): Promise<void> {
    if (!subject || !edit) return;
    setApplying(true);
    try {
      const { updated } = await studio.wording.apply({ selection: subject, edit, name: EDIT_NAMES[panel] });
      toast({
        tone: 'good',
        topic: 'undo',
        text: say('wording.applied', { count: updated }),
        action: { label: say('action.undo'), run: () => void undo() },
      });
      closeDialog();
    } catch (problem) {
      sayProblem(problem);
    }
    setApplying(false);
  }

  return (
    <Dialog
      open
      title={say('wording.title', { count })}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={960}
      footer={
        <DialogActions
          summary={
            <>
              {error ? (
                <span className="text-bad">{problemSentence(problemOf(error))}</span>
              ) : (
                preview && edit && say('wording.changes', { changed, photos: preview.photos })
              )}
              {preview && preview.tooLong > 0 && (
                <span className="text-warn"> {say('wording.tooLong', { count: preview.tooLong })}</span>
              )}
            </>
          }
          leave={say('action.cancel')}
          onLeave={closeDialog}
          submit={say('wording.apply', { count: changed })}
          onSubmit={() => void apply()}
          disabled={edit === null || changed === 0 || !settled || applying}
        />
      }
    >
      <div className="-m-5 flex h-[56vh] min-h-80 flex-col">
        <div className="border-line border-b px-5 py-2.5">
          <Segmented
            label={say('wording.panels')}
            value={panel}
            options={WORDING_PANELS.filter((name) => name !== 'paste' || copied !== null).map((name) => ({
              value: name,
              label: say(`wording.panel.${name}`),
            }))}
            onChange={showPanel}
          />
        </div>
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(300px,2fr)_minmax(0,3fr)]">
          <form
            className="flex flex-col gap-3 overflow-y-auto border-line border-r p-5"
            onSubmit={(event) => {
              event.preventDefault();
              if (settled && changed > 0) void apply();
            }}
          >
            {form}
            <button type="submit" className="sr-only" tabIndex={-1}>
              {say('wording.apply', { count: changed })}
            </button>
          </form>
          <section aria-label={say('wording.preview')} className="min-h-0 overflow-y-auto bg-canvas/50">
            {preview && edit && preview.examples.length > 0 ? (
              <>
                <PreviewList examples={preview.examples} />
                {changed > preview.examples.length && (
                  <p className="px-3 py-2 text-muted text-sm">
                    {say('wording.more', { count: changed - preview.examples.length })}
                  </p>
                )}
              </>
            ) : (
              <p className="p-6 text-center text-muted">
                {preview && edit ? say('wording.nothing') : say(`wording.panel.${panel}.text`)}
              </p>
            )}
          </section>
        </div>
      </div>
    </Dialog>
  );
}

/** The panel's form, and the edit that stands in it; what was typed in another panel waits there. */
function usePanel(panel: WordingPanel): { readonly form: ReactNode; readonly edit: WordEdit | null } {
  const language = useLanguage();
  const { subject, begun, copied } = useWording();
  const [replace, setReplace] = useState(EMPTY_REPLACE);
  const [keywords, setKeywords] = useState(EMPTY_KEYWORDS);
  const [fill, setFill] = useState({ ...EMPTY_FILL, ...begun });
  const [chosen, setChosen] = useState<Template | null>(null);
  const [paste, setPaste] = useState(copied && firstPaste(copied.words));
  switch (panel) {
    case 'replace':
      return { form: <ReplaceForm draft={replace} onChange={setReplace} />, edit: replaceEditOf(replace) };
    case 'keywords':
      return {
        form: subject && <KeywordsForm subject={subject} draft={keywords} onChange={setKeywords} />,
        edit: keywordEditOf(keywords),
      };
    case 'fill': {
      const edit = fillEditOf(fill, language);
      return {
        form: (
          <>
            <FillForm draft={fill} onChange={setFill} />
            <SaveAsTemplate edit={edit} />
          </>
        ),
        edit,
      };
    }
    case 'templates':
      return {
        form: <TemplatesForm chosen={chosen} onChoose={setChosen} />,
        edit: chosen && templateEdit(chosen, language),
      };
    case 'paste': {
      const edit = copied && paste && pasteEditOf(copied.words, paste, language);
      return {
        form: copied && paste && (
          <>
            <PasteForm words={copied.words} draft={paste} onChange={setPaste} />
            <SaveAsTemplate edit={edit} />
          </>
        ),
        edit,
      };
    }
  }
}

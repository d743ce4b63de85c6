import { create } from 'zustand';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Description } from '../../../shared/domain/description.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { useLibrary } from '../library/library.store.ts';
import { currentSubject } from '../library/review.ts';
import { sayProblem } from '../shell/attempt.ts';
import { openDialog } from '../shell/shell.store.ts';

/** Ways to change the words of many photos at once. */
export const WORDING_PANELS = ['replace', 'keywords', 'fill', 'paste', 'templates'] as const;
export type WordingPanel = (typeof WORDING_PANELS)[number];

/** What was copied from a photo, with the name of its file. */
export interface CopiedWords {
  readonly fileName: string;
  readonly words: Description;
}

interface WordingState {
  readonly panel: WordingPanel;
  readonly subject: PhotoSelection | null;
  /** Photos of the subject, as far as the page knows. */
  readonly count: number;
  /** What was begun elsewhere: a text with variables typed in a field. */
  readonly begun: Partial<Pick<Description, 'title' | 'caption' | 'place'>>;
  readonly copied: CopiedWords | null;
}

export const useWording = create<WordingState>(() => ({
  panel: 'replace',
  subject: null,
  count: 0,
  begun: {},
  copied: null,
}));

/** Opens the dialog on a panel for what is selected; says what to do where nothing is. */
export function openWording(panel: WordingPanel, begun: WordingState['begun'] = {}): void {
  const subject = currentSubject();
  if (!subject) {
    toast({ tone: 'plain', text: say('wording.noSelection') });
    return;
  }
  const count = 'ids' in subject ? subject.ids.length : useLibrary.getState().order.length;
  useWording.setState({ panel, subject, count, begun });
  openDialog('wording');
}

export function showPanel(panel: WordingPanel): void {
  useWording.setState({ panel });
}

/** Copies what is said of the photo that has the focus. */
export async function copyWords(): Promise<void> {
  const { focus, ids } = useLibrary.getState().selection;
  const subject = currentSubject();
  const id = subject && 'ids' in subject && subject.ids.length === 1 ? subject.ids[0] : (focus ?? [...ids][0]);
  if (id === undefined || id === null) {
    toast({ tone: 'plain', text: say('wording.noSelection') });
    return;
  }
  try {
    const photo = await studio.photos.show({ id });
    const { title, caption, keywords, categoryId, priceStandard, priceExtended, place, fileName } = photo;
    const words = { title, caption, keywords, categoryId, priceStandard, priceExtended, place };
    useWording.setState({ copied: { fileName, words } });
    toast({ tone: 'good', topic: 'copied-words', text: say('wording.copied', { fileName }) });
  } catch (error) {
    sayProblem(error);
  }
}

/** Opens what was copied, to choose what of it is pasted. */
export function pasteWords(): void {
  if (useWording.getState().copied === null) toast({ tone: 'plain', text: say('wording.nothingCopied') });
  else openWording('paste');
}

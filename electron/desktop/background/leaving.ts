import type { DesktopChoices } from '../../../shared/desktop-state.ts';
import type { DesktopElectron } from '../electron.ts';
import { type Language, WORDS } from '../words.ts';
import { isSending, type Sending } from './sending.ts';

export type Leaving = 'background' | 'quit' | 'stay';

/** In this order on the dialog. */
const ANSWERS: readonly Leaving[] = ['background', 'quit', 'stay'];

/**
 * What leaving means while photos are on their way: asked once, remembered when she ticks it. Without any under way it is
 * simply leaving. Asked again while the question stands open, the answer is to stay.
 */
export function createLeaving(
  electron: Pick<DesktopElectron, 'dialog'>,
  choices: { get(): DesktopChoices; change(change: Partial<DesktopChoices>): void },
) {
  let asking = false;
  return async (queue: Sending, language: Language): Promise<Leaving> => {
    if (!isSending(queue)) return 'quit';
    const { whileSending } = choices.get();
    if (whileSending !== 'ask') return whileSending;
    if (asking) return 'stay';
    asking = true;
    try {
      const words = WORDS[language];
      const { response, checkboxChecked } = await electron.dialog.showMessageBox({
        type: 'question',
        title: 'Pouire Studio',
        message: words.leavingTitle(words.photosLeft(queue.left)),
        detail: words.leavingText,
        buttons: [words.leavingBackground, words.leavingQuit, words.leavingStay],
        defaultId: 0,
        cancelId: 2,
        checkboxLabel: words.dontAskAgain,
        noLink: true,
      });
      const answer = ANSWERS[response] ?? 'stay';
      if (checkboxChecked && answer !== 'stay') choices.change({ whileSending: answer });
      return answer;
    } finally {
      asking = false;
    }
  };
}

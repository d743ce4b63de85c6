import type { ToldEdit } from '../../../shared/contract/history.contract.ts';
import { say } from '../../i18n/i18n.ts';

/** What an edit did, in her words: « 3 photos notées ★★★★ ». */
export function editSentence({ name, photos, rating, label, degrees, collection = '' }: ToldEdit): string {
  switch (name) {
    case 'rate':
      return rating ? say('edit.rate', { photos, stars: '★'.repeat(rating) }) : say('edit.unrate', { photos });
    case 'label':
      return label ? say('edit.label', { photos, label: say(`label.${label}`) }) : say('edit.unlabel', { photos });
    case 'turn':
      return say(degrees === 270 ? 'edit.turnLeft' : 'edit.turnRight', { photos });
    case 'approve':
    case 'reject':
    case 'unreview':
    case 'choose':
    case 'describe':
    case 'collect':
    case 'uncollect':
    case 'stack':
    case 'unstack':
    case 'choose-face':
    case 'forget-missing':
    case 'read-from-files':
    case 'dismiss-duplicates':
    case 'replace-words':
    case 'edit-keywords':
    case 'fill-words':
    case 'paste-words':
    case 'apply-template':
    case 'mend-rules':
    case 'set-rights':
      return say(`edit.${name}`, { photos });
    case 'create-collection':
    case 'rename-collection':
    case 'remove-collection':
    case 'restore-collection':
    case 'reorder-collections':
    case 'arrange-collection':
      return say(`edit.${name}`, { collection });
    default:
      return say('edit.other', { photos });
  }
}

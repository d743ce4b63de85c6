import { BookmarkPlus, Braces, ClipboardPaste, Replace, Tags } from 'lucide-react';
import { useSay } from '../../../i18n/i18n.ts';
import { IconButton } from '../../../ui/button.tsx';
import { openWording, pasteWords } from '../../wording/wording.store.ts';

/** Ways to change the words of what is selected, beside typing in its fields. */
export function WordingBar() {
  const say = useSay();
  return (
    <div className="flex gap-1">
      <IconButton label={say('wording.replace.more')} onClick={() => openWording('replace')}>
        <Replace size={15} />
      </IconButton>
      <IconButton label={say('wording.keywords')} onClick={() => openWording('keywords')}>
        <Tags size={15} />
      </IconButton>
      <IconButton label={say('wording.fill')} onClick={() => openWording('fill')}>
        <Braces size={15} />
      </IconButton>
      <IconButton label={say('wording.templates')} onClick={() => openWording('templates')}>
        <BookmarkPlus size={15} />
      </IconButton>
      <IconButton label={say('wording.paste.more')} onClick={pasteWords}>
        <ClipboardPaste size={15} />
      </IconButton>
    </div>
  );
}

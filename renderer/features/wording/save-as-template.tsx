import { BookmarkPlus } from 'lucide-react';
import { useState } from 'react';
import type { WordEdit } from '../../../shared/domain/word-edit.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { saveTemplate } from './templates.ts';

/** Keeps what is in the form under a name. */
export function SaveAsTemplate({ edit }: { readonly edit: WordEdit | null }) {
  const say = useSay();
  const [name, setName] = useState('');
  const fill = edit?.kind === 'fill' ? edit : null;
  async function save(): Promise<void> {
    if (!fill || name.trim() === '') return;
    const { values, keywords, onlyEmpty, rights } = fill;
    if (await saveTemplate({ name: name.trim(), values, keywords, onlyEmpty, ...(rights && { rights }) })) setName('');
  }
  return (
    <div className="mt-auto flex gap-2 border-line border-t pt-3">
      <TextInput
        aria-label={say('templates.name')}
        placeholder={say('templates.name')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter in the form would apply it to the photos.
          event.preventDefault();
          void save();
        }}
      />
      <Button icon={<BookmarkPlus size={14} />} disabled={!fill || name.trim() === ''} onClick={() => void save()}>
        {say('templates.save')}
      </Button>
    </div>
  );
}

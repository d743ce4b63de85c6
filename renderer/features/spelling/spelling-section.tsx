import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { spellingChoice } from '../../../shared/domain/spelling.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { attempt } from '../shell/attempt.ts';
import { removeFromDictionary } from './own-dictionary.ts';

/** The languages titles and captions are held against, and her own dictionary. */
export function SpellingSection() {
  const say = useSay();
  const { spelling } = useSettings();
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{say('spelling.title')}</h3>
      <Field label={say('spelling.language')}>
        {(ids) => (
          <Select
            {...ids}
            value={spelling}
            onChange={(event) => void changeSettings({ spelling: spellingChoice.parse(event.target.value) })}
          >
            {spellingChoice.options.map((choice) => (
              <option key={choice} value={choice}>
                {say(`spelling.language.${choice}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {spelling !== 'off' && <OwnDictionary />}
    </section>
  );
}

function OwnDictionary() {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const own =
    useQuery({ queryKey: [...keys.settings, 'spelling', 'own'], queryFn: () => studio.spelling.own() }).data ?? [];

  async function add(): Promise<void> {
    const word = typed.trim();
    if (word !== '' && (await attempt(() => studio.spelling.add({ word }))) !== null) setTyped('');
  }

  return (
    <div className="flex flex-col gap-2">
      <Field label={say('spelling.own')} hint={own.length === 0 && say('spelling.own.none')}>
        {(ids) => (
          <TextInput
            {...ids}
            value={typed}
            maxLength={100}
            placeholder={say('spelling.own.add')}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void add();
            }}
          />
        )}
      </Field>
      {own.length > 0 && (
        <ul aria-label={say('spelling.own')} className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto">
          {own.map((word) => (
            <li key={word} className="flex items-center gap-0.5 rounded-md border border-line pl-2">
              {word}
              <IconButton
                label={say('spelling.own.remove', { word })}
                small
                onClick={() => void removeFromDictionary(word)}
              >
                <X size={13} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

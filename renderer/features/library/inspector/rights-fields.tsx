import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import {
  dataMining,
  type PhotoRights,
  photoRights,
  type RightsField,
  type RightsPatch,
  releaseState,
  rightsPatch,
} from '../../../../shared/domain/photo-rights.ts';
import type { FillEdit } from '../../../../shared/domain/word-edit.ts';
import { keys } from '../../../host/keys.ts';
import { queryClient } from '../../../host/query-client.ts';
import { studio } from '../../../host/studio.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx';
import { useSettings } from '../../settings/settings.ts';
import { sayProblem } from '../../shell/attempt.ts';
import { SaveAsTemplate } from '../../wording/save-as-template.tsx';
import { Disclosure } from './file-facts.tsx';
import { useDraft } from './use-draft.ts';

/** Rights of these photos where they differ from what she says of all, folded away. */
export function RightsFields({ subject }: { readonly subject: PhotoSelection }) {
  const say = useSay();
  return (
    <Disclosure title={say('rights.title')}>
      {() => <Rights key={JSON.stringify(subject)} subject={subject} />}
    </Disclosure>
  );
}

type Texts = Required<Pick<PhotoRights, 'creator' | 'copyright' | 'credit' | 'usageTerms'>>;
type TextName = keyof Texts;
type ChoiceName = 'dataMining' | 'modelRelease' | 'propertyRelease';

function Rights({ subject }: { readonly subject: PhotoSelection }) {
  const say = useSay();
  const settings = useSettings();
  const queryKey = [...keys.photos.allCommon, 'rights', subject];
  const known = useQuery({
    queryKey,
    queryFn: ({ signal }) => studio.rights.of({ selection: subject }, { signal }),
    placeholderData: keepPreviousData,
  }).data;

  async function set(patch: RightsPatch): Promise<boolean> {
    try {
      await studio.rights.set({ selection: subject, patch });
      await queryClient.invalidateQueries({ queryKey });
      return true;
    } catch (error) {
      sayProblem(error);
      return false;
    }
  }

  const draft = useDraft<Texts>((typed) =>
    set(Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value?.trim() ? value.trim() : null]))),
  );
  const rights = known?.rights ?? {};
  const isMixed = (field: RightsField) => known?.mixed.includes(field) ?? false;
  const identity = { ...settings, creator: settings.artist };

  const text = (name: TextName, lines: boolean): ReactNode => {
    const shared = {
      value: draft.typed[name] ?? rights[name] ?? '',
      // What is written where she says nothing of this photo.
      placeholder: isMixed(name) ? say('inspector.mixed') : identity[name],
      maxLength: photoRights.shape[name].unwrap().maxLength ?? undefined,
      onBlur: draft.commit,
      onKeyDown: (event: { key: string; stopPropagation(): void }) => {
        event.stopPropagation();
        if (event.key === 'Enter' && !lines) draft.commit();
      },
    };
    return (
      <Field label={say(`rights.${name}`)}>
        {(ids) =>
          lines ? (
            <TextArea {...ids} {...shared} onChange={(event) => draft.type(name, event.target.value)} />
          ) : (
            <TextInput {...ids} {...shared} onChange={(event) => draft.type(name, event.target.value)} />
          )
        }
      </Field>
    );
  };

  const choice = (name: ChoiceName, options: readonly string[], unsaid: string): ReactNode => (
    <Field label={say(`rights.${name}`)}>
      {(ids) => (
        <Select
          {...ids}
          value={isMixed(name) ? 'mixed' : (rights[name] ?? '')}
          onChange={(event) => {
            const { value } = event.target;
            void set(rightsPatch.parse({ [name]: value === '' ? null : value }));
          }}
        >
          {isMixed(name) && (
            <option value="mixed" disabled>
              {say('inspector.mixed')}
            </option>
          )}
          <option value="">{unsaid}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {sayOption(say, name, option)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );

  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">{say('rights.text')}</p>
      {text('creator', false)}
      {text('copyright', false)}
      {text('credit', false)}
      {text('usageTerms', true)}
      {choice(
        'dataMining',
        dataMining.options,
        say(settings.noAiTraining ? 'rights.identity.noAi' : 'rights.identity.unsaid'),
      )}
      {choice('modelRelease', releaseState.options, say('rights.unsaid'))}
      {choice('propertyRelease', releaseState.options, say('rights.unsaid'))}
      <SaveAsTemplate edit={Object.keys(rights).length === 0 ? null : asTemplate(rights)} />
    </div>
  );
}

/** These rights and no words, to be given to other photos with a click. */
function asTemplate(rights: PhotoRights): FillEdit {
  return { kind: 'fill', values: {}, keywords: 'add', onlyEmpty: false, variables: false, language: 'fr', rights };
}

function sayOption(say: ReturnType<typeof useSay>, name: ChoiceName, option: string): string {
  if (name === 'dataMining') return say(`rights.mining.${dataMining.parse(option)}`);
  return say(`rights.release.${releaseState.parse(option)}`);
}

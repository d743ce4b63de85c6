import type { ImportPreset } from '../../../shared/contract/import.contract.ts';
import {
  baseNameOf,
  folderOf,
  folderPatternProblem,
  namePatternProblem,
  type PatternFacts,
} from '../../../shared/domain/name-pattern.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, TextInput } from '../../ui/field.tsx';
import { PatternField } from './pattern-field.tsx';
import { PlaceField } from './place-field.tsx';
import type { Draft } from './queries.ts';

interface OptionsPanelProps {
  readonly draft: Draft;
  readonly presets: readonly ImportPreset[];
  /** Her own first photograph, to show what the patterns make of it. */
  readonly example: Omit<PatternFacts, 'event' | 'sequence'> | null;
  readonly onChange: (draft: Draft) => void;
  /** The example's date is the file's. */
  readonly later: boolean;
  readonly onKeep: () => void;
}

/** True when both patterns make names. */
export function patternsHold({ folderPattern, namePattern }: Draft): boolean {
  return (
    folderPatternProblem(folderPattern) === null && (namePattern === null || namePatternProblem(namePattern) === null)
  );
}

/** Where to, in which folders, under which names. */
export function OptionsPanel({ draft, presets, example, later, onChange, onKeep }: OptionsPanelProps) {
  const say = useSay();
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const own = (patterns: readonly (string | null)[]) =>
    [...new Set(patterns)].filter((pattern) => pattern !== null).map((pattern) => ({ value: pattern, label: pattern }));
  const folderChoices = [
    { value: '{YYYY}/{date}', label: say('import.folders.day') },
    { value: '{YYYY}/{MM}', label: say('import.folders.month') },
    { value: '{YYYY}/{date} {event}', label: say('import.folders.event') },
    { value: '', label: say('import.folders.none') },
  ];
  const nameChoices = [
    { value: null, label: say('import.names.keep') },
    { value: '{date}_{seq:4}', label: say('import.names.date') },
    { value: '{event}_{seq:3}', label: say('import.names.event') },
    { value: '{date}_{time}_{name}', label: say('import.names.time') },
  ];
  const mentionsEvent = draft.folderPattern.includes('{event}') || (draft.namePattern ?? '').includes('{event}');
  const withoutListed = (list: readonly { value: string | null }[], more: { value: string; label: string }[]) =>
    more.filter(({ value }) => !list.some((choice) => choice.value === value));
  return (
    <div className="flex flex-col gap-3">
      <PlaceField
        label={say('import.destination')}
        value={draft.destination}
        onChange={(destination) => change({ destination })}
      />
      <PatternField
        label={say('import.folders')}
        value={draft.folderPattern}
        choices={[...folderChoices, ...withoutListed(folderChoices, own(presets.map((p) => p.folderPattern)))]}
        problem={folderPatternProblem(draft.folderPattern)}
        onChange={(pattern) => change({ folderPattern: pattern ?? '' })}
      />
      <PatternField
        label={say('import.names')}
        value={draft.namePattern}
        choices={[...nameChoices, ...withoutListed(nameChoices, own(presets.map((p) => p.namePattern)))]}
        problem={draft.namePattern === null ? null : namePatternProblem(draft.namePattern)}
        onChange={(namePattern) => change({ namePattern })}
      />
      {mentionsEvent && (
        <Field label={say('import.event')}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={100}
              value={draft.event}
              onChange={(event) => change({ event: event.target.value })}
            />
          )}
        </Field>
      )}
      {example && patternsHold(draft) && (
        <p className="break-words rounded-md bg-canvas px-2 py-1.5 text-sm">
          <span className="text-muted">{say('import.example')} </span>
          {exampleOf(draft, example)}
          {later && <span className="block text-muted text-xs">{say('import.example.later')}</span>}
        </p>
      )}
      {draft.backup === null ? (
        <Button
          className="-ml-2 self-start"
          size="small"
          variant="ghost"
          onClick={() => change({ backup: `${draft.destination}-2` })}
        >
          {say('import.backup.add')}
        </Button>
      ) : (
        <PlaceField
          label={say('import.backup')}
          value={draft.backup}
          onChange={(backup) => change({ backup })}
          onClear={() => change({ backup: null })}
        />
      )}
      <Check
        label={say('import.skipKnown')}
        checked={draft.skipKnown}
        onChange={(skipKnown) => change({ skipKnown })}
      />
      <Button className="-ml-2 self-start" size="small" variant="ghost" onClick={onKeep}>
        {say('import.keepPatterns')}
      </Button>
    </div>
  );
}

function exampleOf(draft: Draft, example: Omit<PatternFacts, 'event' | 'sequence'>): string {
  const facts: PatternFacts = { ...example, event: draft.event, sequence: 1 };
  const folder = folderOf(draft.folderPattern, facts);
  const name = draft.namePattern === null ? facts.name : baseNameOf(draft.namePattern, facts);
  return `${folder === '' ? '' : `${folder}/`}${name}.${facts.extension}`;
}

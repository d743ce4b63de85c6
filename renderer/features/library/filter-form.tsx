import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import { delivery, format, label, moderation, whereabouts } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Stars } from '../../ui/stars.tsx';
import { library, useLibrary } from './library.store.ts';
import { useCounts } from './queries.ts';
import { LABEL_COLOURS } from './states.tsx';
import { type Condition, hasConditions } from './views.ts';

const SHAPES = ['landscape', 'portrait', 'square'] as const;

/** `YYYY-MM-DD` of the local calendar, `daysAgo` days before today. */
function dayAgo(daysAgo: number): string {
  const at = new Date();
  at.setDate(at.getDate() - daysAgo);
  return `${String(at.getFullYear())}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}

/** Everything she can ask for beside the chips, each choice with what it would show. */
export function FilterForm() {
  const say = useSay();
  const added = useLibrary((state) => state.added);
  const counts = useCounts().data;
  const choose = <Name extends Condition>(name: Name, value: PhotoFilter[Name] | undefined) =>
    library.setCondition(name, value);
  const month = dayAgo(0).slice(0, 8);
  return (
    <div className="flex flex-col gap-3 p-4">
      <Choice
        name="camera"
        title={say('field.camera')}
        options={counts?.cameras.map(({ value }) => value) ?? []}
        words={counted(counts?.cameras)}
      />
      <Choice
        name="lens"
        title={say('field.lens')}
        options={counts?.lenses.map(({ value }) => value) ?? []}
        words={counted(counts?.lenses)}
      />
      <div className="grid grid-cols-2 gap-3">
        <div className="flex flex-col gap-1">
          <span className="text-muted text-sm">{say('filter.minimumRating')}</span>
          <Stars
            value={added.minimumRating ?? 0}
            label={say('filter.minimumRating')}
            size={16}
            onChange={(rating) => choose('minimumRating', rating || undefined)}
          />
        </div>
        <fieldset className="flex flex-col gap-1">
          <legend className="text-muted text-sm">{say('field.label')}</legend>
          <span className="flex gap-1.5">
            {label.options.map((colour) => (
              <button
                key={colour}
                type="button"
                aria-label={say(`label.${colour}`)}
                title={say(`label.${colour}`)}
                aria-pressed={added.label === colour}
                className="size-5 rounded-full border-2 border-transparent aria-pressed:border-ink"
                style={{ background: LABEL_COLOURS[colour] }}
                onClick={() => choose('label', added.label === colour ? undefined : colour)}
              />
            ))}
          </span>
        </fieldset>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label={say('filter.from')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="date"
              value={added.capturedFrom ?? ''}
              onChange={(event) => choose('capturedFrom', event.target.value || undefined)}
            />
          )}
        </Field>
        <Field label={say('filter.to')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="date"
              value={added.capturedTo ?? ''}
              onChange={(event) => choose('capturedTo', event.target.value || undefined)}
            />
          )}
        </Field>
      </div>
      <div className="flex gap-1.5">
        {(
          [
            ['filter.today', dayAgo(0)],
            ['filter.week', dayAgo(6)],
            ['filter.month', `${month}01`],
          ] as const
        ).map(([key, from]) => (
          <Button
            key={key}
            size="small"
            onClick={() => {
              choose('capturedFrom', from);
              choose('capturedTo', undefined);
            }}
          >
            {say(key)}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Choice
          name="orientationShape"
          title={say('field.shape')}
          options={SHAPES}
          words={(shape) => say(`shape.${shape}`)}
        />
        <Choice
          name="format"
          title={say('field.format')}
          options={format.options}
          words={(option) => option.toUpperCase()}
        />
        <Choice
          name="whereabouts"
          title={say('field.whereabouts')}
          options={whereabouts.options}
          words={(option) => say(`whereabouts.${option}`)}
        />
        <Field label={say('field.rules')}>
          {(ids) => (
            <Select
              {...ids}
              value={added.brokenRules === undefined ? '' : String(added.brokenRules)}
              onChange={(event) =>
                choose('brokenRules', event.target.value === '' ? undefined : event.target.value === 'true')
              }
            >
              <option value="">{say('filter.any')}</option>
              <option value="true">{say('condition.broken')}</option>
              <option value="false">{say('condition.clean')}</option>
            </Select>
          )}
        </Field>
        <Choice
          name="delivery"
          title={say('field.delivery')}
          options={delivery.options}
          words={(option) => say(`delivery.${option}`)}
        />
        <Choice
          name="moderation"
          title={say('field.moderation')}
          options={moderation.options}
          words={(option) => say(`moderation.${option}`)}
        />
      </div>
      {hasConditions(added) && <Button onClick={() => library.clearConditions()}>{say('filter.clear')}</Button>}
    </div>
  );
}

function counted(all: readonly { readonly value: string; readonly count: number }[] | undefined) {
  const counts = new Map(all?.map(({ value, count }) => [value, count]));
  return (value: string) => `${value} (${String(counts.get(value) ?? 0)})`;
}

type Chosen = {
  [Name in keyof PhotoFilter]-?: PhotoFilter[Name] extends string | undefined ? Name : never;
}[keyof PhotoFilter];

/** One of several words, or any. */
function Choice<Name extends Chosen & Condition>({
  name,
  title,
  options,
  words,
}: {
  readonly name: Name;
  readonly title: string;
  readonly options: readonly NonNullable<PhotoFilter[Name]>[];
  readonly words: (option: NonNullable<PhotoFilter[Name]>) => string;
}) {
  const say = useSay();
  const value = useLibrary((state) => state.added[name]);
  return (
    <Field label={title}>
      {(ids) => (
        <Select
          {...ids}
          value={value ?? ''}
          onChange={(event) =>
            library.setCondition(
              name,
              options.find((option) => option === event.target.value),
            )
          }
        >
          <option value="">{say('filter.any')}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {words(option)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

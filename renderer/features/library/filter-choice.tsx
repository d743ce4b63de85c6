import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Field, Select } from '../../ui/field.tsx';
import { library, useLibrary } from './library.store.ts';
import type { Condition } from './views.ts';

/** What a choice says, and how many photos it would show as soon as they are counted. */
export function withCount(words: string, count: number | undefined): string {
  return count === undefined ? words : `${words} (${String(count)})`;
}

/** Words of the values that are counted. */
export function counted(all: readonly { readonly value: string; readonly count: number }[] | undefined) {
  const counts = new Map(all?.map(({ value, count }) => [value, count]));
  return (value: string) => withCount(value, counts.get(value) ?? 0);
}

type Chosen = {
  [Name in keyof PhotoFilter]-?: PhotoFilter[Name] extends string | undefined ? Name : never;
}[keyof PhotoFilter];

/** One of several words, or any. */
export function Choice<Name extends Chosen & Condition>({
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

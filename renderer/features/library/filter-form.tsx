import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import { delivery, format, moderation, shape, whereabouts } from '../../../shared/domain/photo.ts';
import { ruleCode } from '../../../shared/domain/rules.ts';
import { dayAfter, isoDay } from '../../i18n/days.ts';
import { useSay } from '../../i18n/i18n.ts';
import { ruleName } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Choice, counted, withCount } from './filter-choice.tsx';
import { FilterLabel, FilterRating } from './filter-marks.tsx';
import { library, useLibrary } from './library.store.ts';
import { useCounts } from './queries.ts';
import { type Condition, hasConditions } from './views.ts';

/** `YYYY-MM-DD` of the local calendar, `daysAgo` days before today. */
function dayAgo(daysAgo: number): string {
  return dayAfter(isoDay(new Date()), -daysAgo);
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
      <FilterRating ratings={counts?.ratings} />
      <FilterLabel labels={counts?.labels} />
      <div className="grid grid-cols-2 gap-3">
        <Field label={say('filter.from')}>
          {(ids) => (
            <DateField
              {...ids}
              value={added.capturedFrom ?? ''}
              max={added.capturedTo ?? ''}
              onChange={(day) => choose('capturedFrom', day || undefined)}
            />
          )}
        </Field>
        <Field label={say('filter.to')}>
          {(ids) => (
            <DateField
              {...ids}
              value={added.capturedTo ?? ''}
              min={added.capturedFrom ?? ''}
              onChange={(day) => choose('capturedTo', day || undefined)}
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
          options={shape.options}
          words={(option) => withCount(say(`shape.${option}`), counts?.shapes[option])}
        />
        <Choice
          name="format"
          title={say('field.format')}
          options={format.options}
          words={(option) => withCount(option.toUpperCase(), counts?.formats[option])}
        />
        <Choice
          name="whereabouts"
          title={say('field.whereabouts')}
          options={whereabouts.options}
          words={(option) => withCount(say(`whereabouts.${option}`), counts?.whereabouts[option])}
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
              <option value="true">{withCount(say('condition.broken'), counts?.broken)}</option>
              <option value="false">{withCount(say('condition.clean'), counts?.clean)}</option>
            </Select>
          )}
        </Field>
        <Choice name="brokenRule" title={say('field.rule')} options={ruleCode.options} words={ruleName} />
        <Choice
          name="delivery"
          title={say('field.delivery')}
          options={delivery.options}
          words={(option) => withCount(say(`delivery.${option}`), counts?.delivery[option])}
        />
        <Choice
          name="moderation"
          title={say('field.moderation')}
          options={moderation.options}
          words={(option) => withCount(say(`moderation.${option}`), counts?.moderation[option])}
        />
      </div>
      {hasConditions(added) && <Button onClick={() => library.clearConditions()}>{say('filter.clear')}</Button>}
    </div>
  );
}

import { ListFilter, X } from 'lucide-react';
import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import { delivery, label, moderation } from '../../../shared/domain/photo.ts';
import { dayOf, formatDay } from '../../i18n/format.ts';
import { type Say, useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Stars } from '../../ui/stars.tsx';
import { library, useLibrary } from './library.store.ts';
import { useCounts } from './queries.ts';
import { LABEL_COLOURS } from './states.tsx';
import { CONDITIONS, type Condition, hasConditions } from './views.ts';

const SHAPES = ['landscape', 'portrait', 'square'] as const;

function wordsOf(name: Condition, added: PhotoFilter, say: Say, language: 'fr' | 'en'): string {
  switch (name) {
    case 'camera':
      return added.camera ?? '';
    case 'lens':
      return added.lens ?? '';
    case 'minimumRating':
      return say('condition.minimumRating', { rating: added.minimumRating ?? 0 });
    case 'label':
      return added.label ? say(`label.${added.label}`) : '';
    case 'capturedFrom':
      return added.capturedFrom ? say('condition.from', { day: formatDay(dayOf(added.capturedFrom), language) }) : '';
    case 'capturedTo':
      return added.capturedTo ? say('condition.to', { day: formatDay(dayOf(added.capturedTo), language) }) : '';
    case 'orientationShape':
      return added.orientationShape ? say(`shape.${added.orientationShape}`) : '';
    case 'format':
      return added.format?.toUpperCase() ?? '';
    case 'delivery':
      return added.delivery ? say(`delivery.${added.delivery}`) : '';
    case 'moderation':
      return added.moderation ? say(`moderation.${added.moderation}`) : '';
    case 'brokenRules':
      return say(added.brokenRules ? 'condition.broken' : 'condition.clean');
  }
}

/** The filter's button and, beside it, each condition with its way out. */
export function Conditions() {
  const say = useSay();
  const language = useLanguage();
  const added = useLibrary((state) => state.added);
  const present = CONDITIONS.filter((name) => added[name] !== undefined);
  return (
    <div className="flex min-w-0 items-center gap-1.5 overflow-hidden">
      <Popover
        label={say('filter.title')}
        width={360}
        trigger={
          <Button variant="ghost" size="small" icon={<ListFilter size={14} />} className="text-muted">
            {say('filter.add')}
          </Button>
        }
      >
        <FilterForm />
      </Popover>
      {added.text && (
        <ConditionChip
          words={say('condition.text', { text: added.text })}
          onRemove={() => library.setCondition('text', undefined)}
        />
      )}
      {present.map((name) => (
        <ConditionChip
          key={name}
          words={wordsOf(name, added, say, language)}
          onRemove={() => library.setCondition(name, undefined)}
        />
      ))}
      {present.length > 1 && (
        <Button variant="ghost" size="small" className="text-muted" onClick={() => library.clearConditions()}>
          {say('filter.clear')}
        </Button>
      )}
    </div>
  );
}

function ConditionChip({ words, onRemove }: { readonly words: string; readonly onRemove: () => void }) {
  const say = useSay();
  return (
    <span className="flex h-6 min-w-0 items-center gap-1 rounded-full border border-line bg-canvas pr-1 pl-2.5 text-sm">
      <span className="truncate">{words}</span>
      <button
        type="button"
        aria-label={say('filter.remove', { condition: words })}
        className="rounded-full p-0.5 text-muted hover:bg-hover hover:text-ink"
        onClick={onRemove}
      >
        <X size={12} />
      </button>
    </span>
  );
}

/** `YYYY-MM-DD` of the local calendar, `daysAgo` days before today. */
function dayAgo(daysAgo: number): string {
  const at = new Date();
  at.setDate(at.getDate() - daysAgo);
  return `${String(at.getFullYear())}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}

function FilterForm() {
  const say = useSay();
  const added = useLibrary((state) => state.added);
  const counts = useCounts().data;
  const choose = <Name extends Condition>(name: Name, value: PhotoFilter[Name] | undefined) =>
    library.setCondition(name, value);
  const month = dayAgo(0).slice(0, 8);
  return (
    <div className="flex flex-col gap-3 p-4">
      <Field label={say('field.camera')}>
        {(ids) => (
          <Select
            {...ids}
            value={added.camera ?? ''}
            onChange={(event) => choose('camera', event.target.value || undefined)}
          >
            <option value="">{say('filter.any')}</option>
            {counts?.cameras.map(({ value, count }) => (
              <option key={value} value={value}>
                {value} ({count})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={say('field.lens')}>
        {(ids) => (
          <Select
            {...ids}
            value={added.lens ?? ''}
            onChange={(event) => choose('lens', event.target.value || undefined)}
          >
            <option value="">{say('filter.any')}</option>
            {counts?.lenses.map(({ value, count }) => (
              <option key={value} value={value}>
                {value} ({count})
              </option>
            ))}
          </Select>
        )}
      </Field>
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
        <Field label={say('field.shape')}>
          {(ids) => (
            <Select
              {...ids}
              value={added.orientationShape ?? ''}
              onChange={(event) =>
                choose(
                  'orientationShape',
                  SHAPES.find((shape) => shape === event.target.value),
                )
              }
            >
              <option value="">{say('filter.any')}</option>
              {SHAPES.map((shape) => (
                <option key={shape} value={shape}>
                  {say(`shape.${shape}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
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
        <Field label={say('field.delivery')}>
          {(ids) => (
            <Select
              {...ids}
              value={added.delivery ?? ''}
              onChange={(event) =>
                choose(
                  'delivery',
                  delivery.options.find((option) => option === event.target.value),
                )
              }
            >
              <option value="">{say('filter.any')}</option>
              {delivery.options.map((option) => (
                <option key={option} value={option}>
                  {say(`delivery.${option}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={say('field.moderation')}>
          {(ids) => (
            <Select
              {...ids}
              value={added.moderation ?? ''}
              onChange={(event) =>
                choose(
                  'moderation',
                  moderation.options.find((option) => option === event.target.value),
                )
              }
            >
              <option value="">{say('filter.any')}</option>
              {moderation.options.map((option) => (
                <option key={option} value={option}>
                  {say(`moderation.${option}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {hasConditions(added) && <Button onClick={() => library.clearConditions()}>{say('filter.clear')}</Button>}
    </div>
  );
}

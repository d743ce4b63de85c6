import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { license } from '../../../shared/domain/license.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { type TextKey, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Select } from '../../ui/field.tsx';
import { useCollections } from '../library/collections.ts';
import { daysOfPreset, PRESETS, type Preset, presetOf } from './periods.ts';
import { narrowSales, showAllSales, useSalesView } from './sales.store.ts';

const PRESET_NAMES: Readonly<Record<Preset, TextKey>> = {
  all: 'sales.when.all',
  days30: 'sales.when.days30',
  months12: 'sales.when.months12',
  thisMonth: 'sales.when.thisMonth',
  lastMonth: 'sales.when.lastMonth',
  thisYear: 'sales.when.thisYear',
  lastYear: 'sales.when.lastYear',
  days: 'sales.when.days',
};

/** Which sales: when, at which licence, of what. Chart and tables below follow; the four figures above do not. */
export function FilterBar() {
  const say = useSay();
  const { filter, photoTitle } = useSalesView();
  const collections = (useCollections().data ?? []).filter(({ kind }) => kind === 'collection');
  const categories = useQuery({ queryKey: keys.categories, queryFn: () => studio.account.categories() }).data ?? [];
  const preset = presetOf(filter, Date.now());
  const isPhoto = filter.photoId !== undefined || filter.remotePhotoId !== undefined;
  return (
    <section aria-label={say('sales.filters')} className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={say('sales.when')}
        value={preset}
        onChange={({ target }) => choosePreset(target.value, filter.from)}
      >
        {PRESETS.map((name) => (
          <option key={name} value={name}>
            {say(PRESET_NAMES[name])}
          </option>
        ))}
      </Select>
      {preset === 'days' && (
        <>
          <DayInput name="from" label={say('sales.from')} value={filter.from} />
          <DayInput name="to" label={say('sales.to')} value={filter.to} />
        </>
      )}
      <Select
        aria-label={say('sales.license')}
        value={filter.license ?? ''}
        onChange={({ target }) => narrowSales({ license: license.safeParse(target.value).data })}
      >
        <option value="">{say('sales.license.all')}</option>
        <option value="standard">{say('license.standard')}</option>
        <option value="extended">{say('license.extended')}</option>
      </Select>
      {categories.length > 0 && (
        <Select
          aria-label={say('sales.category')}
          className="w-full max-w-52"
          value={filter.categoryId ?? ''}
          onChange={({ target }) => narrowSales({ categoryId: target.value || undefined })}
        >
          <option value="">{say('sales.category.all')}</option>
          {categories
            .filter(({ parentId }) => parentId === null)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </Select>
      )}
      {collections.length > 0 && (
        <Select
          aria-label={say('sales.collection')}
          className="w-full max-w-52"
          value={filter.collectionId ?? ''}
          onChange={({ target }) =>
            narrowSales({ collectionId: collections.find(({ id }) => String(id) === target.value)?.id })
          }
        >
          <option value="">{say('sales.collection.all')}</option>
          {collections.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {isPhoto && (
        <span className="inline-flex h-7 max-w-72 items-center gap-1 rounded-md border border-accent/50 pr-1 pl-2.5">
          <span className="truncate">{photoTitle || say('sales.photo')}</span>
          <button
            type="button"
            aria-label={say('sales.photo.clear')}
            title={say('sales.photo.clear')}
            className="rounded-sm p-0.5 text-muted hover:bg-hover hover:text-ink"
            onClick={() => narrowSales({ photoId: undefined, remotePhotoId: undefined })}
          >
            <X size={14} />
          </button>
        </span>
      )}
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" className="text-muted" onClick={showAllSales}>
          {say('sales.filters.clear')}
        </Button>
      )}
    </section>
  );
}

function choosePreset(value: string, from: string | undefined): void {
  const preset = PRESETS.find((name) => name === value) ?? 'all';
  if (preset !== 'days') {
    narrowSales({ from: undefined, to: undefined, ...daysOfPreset(preset, Date.now()) });
    return;
  }
  // A start alone is no preset: the two fields appear.
  const { from: year } = daysOfPreset('thisYear', Date.now());
  narrowSales({ from: from ?? year, to: undefined });
}

function DayInput({
  name,
  label,
  value,
}: {
  readonly name: 'from' | 'to';
  readonly label: string;
  readonly value: string | undefined;
}) {
  return (
    <span className="w-34">
      <DateField
        aria-label={label}
        title={label}
        value={value ?? ''}
        onChange={(day) => narrowSales({ [name]: day || undefined })}
      />
    </span>
  );
}

import { useState } from 'react';
import { type ExportOptions, type ExportSize, exportOptions } from '../../../shared/contract/export.contract.ts';
import { namePatternProblem } from '../../../shared/domain/name-pattern.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Check, Field, Select, TextInput } from '../../ui/field.tsx';
import { PlaceField } from '../import/place-field.tsx';
import { useLibrary } from '../library/library.store.ts';
import { currentSubject } from '../library/review.ts';
import { attempt } from '../shell/attempt.ts';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { useWatermarks } from '../watermark/watermarks.ts';
import { ExportLines } from './export-lines.tsx';
import { useExportMemory } from './exports.ts';
import { PresetLine } from './preset-line.tsx';

/** Where copies of what is selected are made: how they are to be, and how far they are. */
export function ExportDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'export');
  return (
    <Dialog open={open} title={say('export.title')} closeLabel={say('action.close')} onClose={closeDialog} width={560}>
      <Known />
    </Dialog>
  );
}

function Known() {
  const memory = useExportMemory();
  return memory === undefined ? null : (
    <Form first={memory ?? exportOptions.parse({ folder: '.' })} isFirst={!memory} />
  );
}

const FORMATS = ['jpeg', 'png', 'webp'] as const;
const SIZES = ['full', 'long-edge', 'short-edge', 'megapixels'] as const;
const METADATA = ['all', 'rights', 'none'] as const;

function Form({ first, isFirst }: { readonly first: ExportOptions; readonly isFirst: boolean }) {
  const say = useSay();
  const count = useLibrary((state) => state.selection.ids.size);
  const known = useWatermarks();
  const [options, setOptions] = useState<ExportOptions>(isFirst ? { ...first, folder: '' } : first);
  const [typed, setTyped] = useState(numberOf(first.size));
  const set = (change: Partial<ExportOptions>) => setOptions({ ...options, ...change });
  const size = sizeOf(options.size.kind, typed);
  const problem = options.namePattern === null ? null : namePatternProblem(options.namePattern);
  const isSound = options.folder.trim() !== '' && size !== null && problem === null;
  const isWhole = isSound && count > 0;

  async function start(): Promise<void> {
    const selection = currentSubject();
    if (!selection || size === null) return;
    await attempt(() => studio.exports.start({ selection, options: { ...options, size } }));
  }

  return (
    <div className="flex flex-col gap-4">
      <ExportLines />
      <PresetLine
        options={isSound && size !== null ? { ...options, size } : null}
        onChoose={(kept) => {
          setOptions(kept);
          setTyped(numberOf(kept.size));
        }}
      />
      <PlaceField label={say('export.folder')} value={options.folder} onChange={(folder) => set({ folder })} />
      <div className="grid grid-cols-2 gap-4">
        <Field label={say('export.format')}>
          {(ids) => (
            <Select
              {...ids}
              value={options.format}
              onChange={(event) => set({ format: among(FORMATS, event.target.value) })}
            >
              {FORMATS.map((format) => (
                <option key={format} value={format}>
                  {format === 'webp' ? 'WebP' : format.toUpperCase()}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={say('export.quality')} aside={options.format === 'png' ? null : options.quality}>
          {(ids) => (
            <input
              {...ids}
              type="range"
              min={30}
              max={100}
              value={options.quality}
              disabled={options.format === 'png'}
              className="w-full accent-accent disabled:opacity-45"
              onChange={(event) => set({ quality: Number(event.target.value) })}
            />
          )}
        </Field>
        <Field label={say('export.size')}>
          {(ids) => (
            <Select
              {...ids}
              value={options.size.kind}
              onChange={(event) => {
                const kind = among(SIZES, event.target.value);
                const fresh = kind === 'megapixels' ? '4' : '2048';
                setTyped(fresh);
                set({ size: sizeOf(kind, fresh) ?? { kind: 'full' } });
              }}
            >
              {SIZES.map((kind) => (
                <option key={kind} value={kind}>
                  {say(`export.size.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {options.size.kind !== 'full' && (
          <Field
            label={say(options.size.kind === 'megapixels' ? 'export.size.millions' : 'export.size.pixels')}
            hint={size === null ? say('export.size.wrong') : say('export.size.text')}
            tone={size === null ? 'bad' : 'muted'}
          >
            {(ids) => (
              <TextInput
                {...ids}
                inputMode="decimal"
                className="tabular"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <div className="grid grid-cols-2 gap-4">
        <Field label={say('watermark.title')}>
          {(ids) => (
            <Select
              {...ids}
              value={String(options.watermark)}
              onChange={(event) => {
                const preset = known?.presets.find(({ id }) => String(id) === event.target.value);
                set({ watermark: preset?.id ?? (event.target.value === 'chosen' ? 'chosen' : 'none') });
              }}
            >
              <option value="none">{say('export.watermark.none')}</option>
              <option value="chosen">{say('export.watermark.chosen')}</option>
              {known?.presets.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={say('export.metadata')}>
          {(ids) => (
            <Select
              {...ids}
              value={options.metadata}
              onChange={(event) => set({ metadata: among(METADATA, event.target.value) })}
            >
              {METADATA.map((choice) => (
                <option key={choice} value={choice}>
                  {say(`export.metadata.${choice}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {options.metadata === 'all' && (
        <Check label={say('export.gps')} checked={options.gps} onChange={(gps) => set({ gps })} />
      )}
      <Field
        label={say('export.names')}
        hint={problem ? say('export.names.wrong') : say('export.names.text', { example: '{date}_{seq:3}' })}
        tone={problem ? 'bad' : 'muted'}
      >
        {(ids) => (
          <TextInput
            {...ids}
            value={options.namePattern ?? ''}
            placeholder={say('export.names.own')}
            onChange={(event) => set({ namePattern: event.target.value === '' ? null : event.target.value })}
          />
        )}
      </Field>
      <div className="flex items-center justify-between gap-4">
        <p className="text-muted text-sm">
          {say('export.count', { count })}
          {options.folder.trim() === '' && <span className="block">{say('export.needsFolder')}</span>}
        </p>
        <div className="flex shrink-0 gap-2">
          <Button onClick={closeDialog}>{say('action.close')}</Button>
          <Button variant="primary" disabled={!isWhole} onClick={() => void start()}>
            {say('export.start')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function among<Value extends string>(values: readonly Value[], asked: string): Value {
  const [first] = values;
  const found = values.find((value) => value === asked) ?? first;
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

function numberOf(size: ExportSize): string {
  return size.kind === 'full' ? '' : String(size.kind === 'megapixels' ? size.megapixels : size.pixels);
}

/** Null: what is typed is no size. */
function sizeOf(kind: ExportSize['kind'], typed: string): ExportSize | null {
  if (kind === 'full') return { kind };
  const number = Number(typed.trim().replace(',', '.'));
  if (kind === 'megapixels') return number >= 0.01 && number <= 500 ? { kind, megapixels: number } : null;
  return Number.isInteger(number) && number >= 16 && number <= 30_000 ? { kind, pixels: number } : null;
}

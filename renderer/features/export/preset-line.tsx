import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ExportOptions } from '../../../shared/contract/export.contract.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { attempt } from '../shell/attempt.ts';
import { removePreset, savePreset, useExportPresets } from './exports.ts';

interface PresetLineProps {
  /** What the form says now; null while it is not whole. */
  readonly options: ExportOptions | null;
  readonly onChoose: (options: ExportOptions) => void;
}

/** Her ways to export under names: one is taken, the form is kept as another, or one goes (and comes back by undo). */
export function PresetLine({ options, onChoose }: PresetLineProps) {
  const say = useSay();
  const presets = useExportPresets() ?? [];
  const [name, setName] = useState<string | null>(null);
  const same = (preset: ExportOptions) => options !== null && JSON.stringify(preset) === JSON.stringify(options);
  const chosen = presets.find((preset) => same(preset.options)) ?? null;

  async function keep(): Promise<void> {
    if (options === null || name === null || name.trim() === '') return;
    if ((await attempt(() => savePreset({ name, options }))) !== null) setName(null);
  }

  function remove(): void {
    if (!chosen) return;
    void attempt(() => removePreset(chosen.name));
    toast({
      tone: 'plain',
      text: say('export.preset.removed', { name: chosen.name }),
      action: { label: say('action.undo'), run: () => void attempt(() => savePreset(chosen)) },
    });
  }

  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        {name === null ? (
          <Field label={say('export.preset')}>
            {(ids) => (
              <Select
                {...ids}
                value={chosen?.name ?? ''}
                disabled={presets.length === 0}
                onChange={(event) => {
                  const preset = presets.find((one) => one.name === event.target.value);
                  if (preset) onChoose(preset.options);
                }}
              >
                <option value="">{say(presets.length === 0 ? 'export.preset.none' : 'export.preset.own')}</option>
                {presets.map((preset) => (
                  <option key={preset.name} value={preset.name}>
                    {preset.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : (
          <Field label={say('export.preset.name')}>
            {(ids) => (
              <TextInput
                {...ids}
                autoFocus
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') void keep();
                  if (event.key !== 'Escape') return;
                  event.stopPropagation();
                  setName(null);
                }}
              />
            )}
          </Field>
        )}
      </div>
      {name === null ? (
        <>
          {chosen && (
            <IconButton label={say('export.preset.remove')} onClick={remove}>
              <Trash2 size={14} />
            </IconButton>
          )}
          <Button variant="ghost" disabled={options === null || chosen !== null} onClick={() => setName('')}>
            {say('export.preset.save')}
          </Button>
        </>
      ) : (
        <>
          <Button variant="ghost" onClick={() => setName(null)}>
            {say('action.cancel')}
          </Button>
          <Button disabled={name.trim() === '' || options === null} onClick={() => void keep()}>
            {say('export.preset.keep')}
          </Button>
        </>
      )}
    </div>
  );
}

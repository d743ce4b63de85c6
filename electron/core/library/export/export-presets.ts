import { z } from 'zod';
import { type ExportOptions, type ExportPreset, exportPreset } from '../../../../shared/contract/export.contract.ts';
import type { SettingsRows } from '../../settings/settings.repository.ts';

const KEY = 'export.presets';

/** Ways to export that she keeps under names, in the order of the alphabet; one of a name, whatever its case. */
export function exportPresets(rows: SettingsRows) {
  const read = (): ExportPreset[] => z.array(exportPreset).safeParse(rows.read().get(KEY)).data ?? [];

  function keep(presets: readonly ExportPreset[]): ExportPreset[] {
    const sorted = presets.toSorted((one, other) => one.name.localeCompare(other.name, 'fr'));
    rows.write(new Map([[KEY, sorted]]));
    return sorted;
  }

  const others = (name: string) => read().filter((preset) => key(preset.name) !== key(name));
  return {
    list: read,
    save: (name: string, options: ExportOptions) => keep([...others(name), { name: name.trim(), options }]),
    remove: (name: string) => keep(others(name)),
  };
}

function key(name: string): string {
  return name.trim().toLocaleLowerCase('fr');
}

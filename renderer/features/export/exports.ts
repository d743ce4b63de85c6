import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ExportPreset } from '../../../shared/contract/export.contract.ts';
import { onStudioEvent } from '../../host/events.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';

const LIST = ['exports'];
const PRESETS = ['export-presets'];

/** Exports that are not put away, newest first, as they go on. */
export function useExports() {
  useEffect(
    () =>
      onStudioEvent((event) => {
        if (event.type === 'exports-changed') void queryClient.invalidateQueries({ queryKey: LIST });
      }),
    [],
  );
  return useQuery({ queryKey: LIST, queryFn: () => studio.exports.list() }).data ?? [];
}

/** What was chosen last; undefined until it is known. */
export function useExportMemory() {
  return useQuery({ queryKey: ['exports-memory'], queryFn: () => studio.exports.memory(), gcTime: 0 }).data;
}

/** Ways to export that she keeps, by name; undefined until they are known. */
export function useExportPresets() {
  return useQuery({ queryKey: PRESETS, queryFn: () => studio.exports.presets() }).data;
}

/** Errors: pattern-invalid. */
export async function savePreset(preset: ExportPreset): Promise<void> {
  queryClient.setQueryData(PRESETS, await studio.exports.savePreset(preset));
}

export async function removePreset(name: string): Promise<void> {
  queryClient.setQueryData(PRESETS, await studio.exports.removePreset({ name }));
}

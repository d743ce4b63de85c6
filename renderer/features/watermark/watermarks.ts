import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WatermarkPreset } from '../../../shared/contract/watermark.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { LOGO_FILE_LIMIT, type WatermarkDesign } from '../../../shared/domain/watermark.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { attempt } from '../shell/attempt.ts';

/** Below the settings: what changes them asks for these again. */
const LIST = ['settings', 'watermarks'];

export function useWatermarks() {
  return useQuery({ queryKey: LIST, queryFn: () => studio.watermarks.list() }).data;
}

/** A design on a photograph; the one before is shown until it is there. */
export function useSample(photo: PhotoId | undefined, design: WatermarkDesign, ratio: number | null) {
  return useQuery({
    queryKey: ['watermark-sample', photo, ratio, design],
    queryFn: ({ signal }) =>
      photo === undefined ? null : studio.watermarks.sample({ photo, design, ratio }, { signal }),
    enabled: photo !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  }).data;
}

/** Does something to the watermarks; a failure is a sentence, and null. */
export async function change<T>(work: () => Promise<T>): Promise<T | null> {
  const outcome = await attempt(work);
  void queryClient.invalidateQueries({ queryKey: LIST });
  return outcome;
}

/** No question first: the way back is one click. */
export async function removeWatermark({ id, name }: WatermarkPreset): Promise<boolean> {
  const removed = await change(() => studio.watermarks.remove({ id }));
  if (!removed) return false;
  toast({
    tone: 'plain',
    text: say('watermark.removed', { name }),
    action: { label: say('action.undo'), run: () => void change(() => studio.watermarks.restore({ id })) },
  });
  return true;
}

/** Brings a logo into the studio; null when it can't be used, which was said. */
export async function addLogo(file: File) {
  return change(async () => {
    if (file.size > LOGO_FILE_LIMIT) return studio.watermarks.addLogo({ name: file.name, content: '' });
    return studio.watermarks.addLogo({ name: file.name, content: await inBase64(file) });
  });
}

async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

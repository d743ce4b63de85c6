import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Profile } from '../../../shared/contract/profile.contract.ts';
import { PICTURE_FILE_LIMIT } from '../../../shared/domain/profile.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { useAccount } from './account.ts';

/** Who she is; asked for again when somebody else signs in. */
export function useProfile(): Profile | null {
  const account = useAccount().data ?? null;
  const answer = useQuery({
    queryKey: [...keys.profile.mine, account?.server, account?.email],
    queryFn: () => studio.profile.mine(),
    enabled: account !== null,
    placeholderData: keepPreviousData,
  });
  return account === null ? null : (answer.data ?? null);
}

export function usePictures() {
  return useQuery({ queryKey: keys.profile.versions, queryFn: () => studio.profile.pictures() });
}

export function useSentPhotos(limit: number) {
  return useQuery({
    queryKey: [...keys.profile.sent, limit],
    queryFn: () => studio.profile.sent({ limit }),
    placeholderData: keepPreviousData,
  });
}

export async function profileChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.profile.all });
  await queryClient.invalidateQueries({ queryKey: keys.account });
}

/** A chosen file in base64. Null: larger than the studio takes, and not read at all. */
export async function readPicture(file: File): Promise<string | null> {
  if (file.size > PICTURE_FILE_LIMIT) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: a call does not take five million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

import {
  type PhotoRights,
  photoRights,
  RIGHTS_FIELDS,
  type RightsField,
  type WrittenRights,
} from '../../../shared/domain/photo-rights.ts';

/** Rights as a file would say them: what is unset is left out. */
export function rightsToSay({ noAiTraining, ...written }: WrittenRights): PhotoRights {
  const said = { ...(noAiTraining ? { dataMining: 'no-ai-training' as const } : {}), ...written };
  return photoRights.parse(Object.fromEntries(Object.entries(said).filter(([, value]) => plain(value) !== '')));
}

/** Whether a file says all of hers. What she says nothing of is left to whoever wrote it there. */
export function saysRights(said: PhotoRights, hers: PhotoRights): boolean {
  return RIGHTS_FIELDS.every((field) => hers[field] === undefined || plain(said[field]) === plain(hers[field]));
}

/** What stands in a file as we wrote it and is hers no more: a release that was taken back must not go on being claimed. */
export function rightsTakenBack(written: PhotoRights, said: PhotoRights, hers: PhotoRights): RightsField[] {
  return RIGHTS_FIELDS.filter(
    (field) =>
      hers[field] === undefined && written[field] !== undefined && plain(said[field]) === plain(written[field]),
  );
}

/** White space and control characters are where writers and readers of XMP differ without meaning anything. */
function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFC').replace(/[\p{Cc}\s\u202A-\u202E\u2066-\u2069]+/gu, '');
}

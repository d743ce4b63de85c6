import { z } from 'zod';

/** Whether the file may be used to train machines (PLUS Licence Data Format 2.0.1, plus:DataMining). */
export const dataMining = z.enum(['allowed', 'no-ai-training', 'prohibited']);
export type DataMining = z.infer<typeof dataMining>;

/** Whether those who are seen, or whose property is, agreed in writing (PLUS: ModelReleaseStatus, PropertyReleaseStatus). */
export const releaseState = z.enum(['none', 'not-applicable', 'limited', 'unlimited']);
export type ReleaseState = z.infer<typeof releaseState>;

/** What holds for one photo instead of what she said once of all (settings): an absent field is as there; releases: unsaid. */
export const photoRights = z
  .object({
    creator: z.string().max(200),
    copyright: z.string().max(500),
    credit: z.string().max(200),
    usageTerms: z.string().max(1000),
    dataMining,
    modelRelease: releaseState,
    propertyRelease: releaseState,
  })
  .partial();
export type PhotoRights = z.infer<typeof photoRights>;

export const RIGHTS_FIELDS = photoRights.keyof().options;
export type RightsField = (typeof RIGHTS_FIELDS)[number];

/** A change to the rights of photos: null takes the photo's own word away, an absent field stays. */
export const rightsPatch = z
  .object({
    creator: photoRights.shape.creator.unwrap().nullable(),
    copyright: photoRights.shape.copyright.unwrap().nullable(),
    credit: photoRights.shape.credit.unwrap().nullable(),
    usageTerms: photoRights.shape.usageTerms.unwrap().nullable(),
    dataMining: dataMining.nullable(),
    modelRelease: releaseState.nullable(),
    propertyRelease: releaseState.nullable(),
  })
  .partial();
export type RightsPatch = z.infer<typeof rightsPatch>;

/** As the catalogue keeps them: null where nothing is said of the photo itself. Fields in one order, so that equal rights are equal texts. */
export function writeRights(rights: PhotoRights): string | null {
  const said = RIGHTS_FIELDS.flatMap((field) => {
    const value = rights[field]?.normalize('NFC').trim();
    return value === undefined || value === '' ? [] : [[field, value] as const];
  });
  return said.length === 0 ? null : JSON.stringify(Object.fromEntries(said));
}

/** The other way round. What another version wrote and this one does not know is left out. */
export function readRights(text: string | null): PhotoRights {
  if (text === null) return {};
  const read = photoRights.safeParse(JSON.parse(text));
  return read.success ? read.data : {};
}

/** Rights after a change. */
export function withRights(before: PhotoRights, patch: RightsPatch): PhotoRights {
  const fields = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return photoRights.parse(Object.fromEntries(fields));
}

/** What the photographer says once of all her photos. */
export interface IdentityRights {
  readonly creator: string;
  readonly copyright: string;
  readonly credit?: string | undefined;
  readonly usageTerms?: string | undefined;
  readonly noAiTraining?: boolean | undefined;
}

/** What is written into files of a photo. */
export interface WrittenRights {
  readonly creator: string;
  readonly copyright: string;
  /** The line to print beside the picture; empty or absent: as the file says. */
  readonly credit?: string;
  readonly usageTerms?: string;
  /** Says in the file that it may not be used to train machines (PLUS: plus:DataMining). */
  readonly noAiTraining?: boolean;
  /** Says more than noAiTraining, and goes before it. */
  readonly dataMining?: DataMining;
  readonly modelRelease?: ReleaseState;
  readonly propertyRelease?: ReleaseState;
}

/** The identity's rights with those of the photo over them. */
export function rightsOver(identity: IdentityRights, own: PhotoRights): WrittenRights {
  const credit = own.credit ?? identity.credit;
  const usageTerms = own.usageTerms ?? identity.usageTerms;
  return {
    creator: own.creator ?? identity.creator,
    copyright: own.copyright ?? identity.copyright,
    ...(credit ? { credit } : {}),
    ...(usageTerms ? { usageTerms } : {}),
    ...(own.dataMining === undefined && identity.noAiTraining ? { noAiTraining: true } : {}),
    ...(own.dataMining === undefined ? {} : { dataMining: own.dataMining }),
    ...(own.modelRelease === undefined ? {} : { modelRelease: own.modelRelease }),
    ...(own.propertyRelease === undefined ? {} : { propertyRelease: own.propertyRelease }),
  };
}

import { z } from 'zod';
import { problem } from '../../../shared/contract/delivery.contract.ts';
import { xof } from '../../../shared/domain/money.ts';
import { orientation } from '../../../shared/domain/photo.ts';
import { dataMining, releaseState } from '../../../shared/domain/photo-rights.ts';
import type { PhotoForm } from '../ports/marketplace.ts';
import type { SentMetadata } from '../ports/metadata.ts';

/** Columns of the ledger that hold JSON, and how they are read back. */
export const storedForm: z.ZodType<PhotoForm> = z.object({
  title: z.string(),
  description: z.string(),
  categoryId: z.string(),
  tags: z.array(z.string()),
  priceStandard: xof,
  priceExtended: xof,
  location: z.string(),
});

export const storedMetadata: z.ZodType<SentMetadata> = z.object({
  title: z.string(),
  caption: z.string(),
  keywords: z.array(z.string()),
  place: z.string(),
  creator: z.string(),
  copyright: z.string(),
  credit: z.string().exactOptional(),
  usageTerms: z.string().exactOptional(),
  noAiTraining: z.boolean().exactOptional(),
  dataMining: dataMining.exactOptional(),
  modelRelease: releaseState.exactOptional(),
  propertyRelease: releaseState.exactOptional(),
  keepGps: z.boolean(),
  orientation: orientation.exactOptional(),
});

export const storedProblem = problem.nullable();

export function readJson<T>(schema: z.ZodType<T>, text: string | null): T {
  return schema.parse(text === null ? null : JSON.parse(text));
}

import { z } from 'zod';
import { exportFormat, exportSize } from '../../../shared/contract/export.contract.ts';
import { sha256 } from '../../../shared/domain/ids.ts';
import { derivedKind } from '../../../shared/domain/photo.ts';
import { squareCut } from '../../../shared/domain/profile.ts';
import { watermarkDesign } from '../../../shared/domain/watermark.ts';
import type { Watermark } from '../../core/ports/images.ts';
import type { ImageAnswer, ImageRequest, ImageResult } from './protocol.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const watermark: z.ZodType<Watermark> = z.object({
  id: z.string().regex(/^[0-9a-z]{0,16}$/),
  design: watermarkDesign,
  logo: bytes.nullable(),
});

/**
 * Both ends of the line to an image process check what comes: the envelope wholly, a result by its outcome, since what a process
 * of ours says about a photograph is checked where it is written down. Null: nothing of ours (libraries send words of their own).
 */
const imageRequest: z.ZodType<ImageRequest> = z.object({
  id: z.int(),
  path: z.string(),
  derivedDir: z.string(),
  quick: z.literal(true).exactOptional(),
  urgent: z.literal(true).exactOptional(),
  onlyFingerprint: z.literal(true).exactOptional(),
  onlyQuality: z.object({ sha256 }).exactOptional(),
  glance: z.object({ thumbnail: z.boolean() }).exactOptional(),
  full: z
    .object({
      sha256,
      target: z.string(),
      turn: z.int().exactOptional(),
      forSale: z.enum(['jpeg', 'png']).exactOptional(),
      screen: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  turn: z
    .object({
      paths: z.array(z.string()),
      sha256,
      derivedDir: z.string(),
      turn: z.int(),
      made: z.array(z.object({ kind: derivedKind, path: z.string() })),
      madeTurn: z.int(),
      watermark: watermark.exactOptional(),
    })
    .exactOptional(),
  watermark: watermark.exactOptional(),
  sample: z.object({ watermark, ratio: z.number().positive().nullable() }).exactOptional(),
  logo: bytes.exactOptional(),
  portrait: z.object({ content: bytes, cut: z.union([squareCut, z.enum(['middle', 'look'])]) }).exactOptional(),
  render: z
    .object({
      sha256,
      target: z.string(),
      turn: z.int(),
      format: exportFormat,
      quality: z.int(),
      size: exportSize,
      watermark: watermark.nullable(),
    })
    .exactOptional(),
});

const OUTCOMES: ReadonlySet<unknown> = new Set<ImageResult['outcome']>([
  'photo',
  'refused',
  'unstable',
  'missing',
  'made',
  'changed',
  'fingerprint',
  'quality',
  'glance',
  'turned',
  'sample',
  'logo',
  'portrait',
]);

const imageResult = z.custom<ImageResult>(
  (value) => typeof value === 'object' && value !== null && 'outcome' in value && OUTCOMES.has(value.outcome),
);

const imageAnswer: z.ZodType<ImageAnswer> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), pid: z.int() }),
  z.object({ kind: z.literal('result'), id: z.int(), result: imageResult, memory: z.number() }),
  z.object({ kind: z.literal('not-written'), id: z.int(), diskFull: z.boolean(), reason: z.string() }),
  z.object({ kind: z.literal('failed'), id: z.int(), reason: z.string() }),
  z.object({ kind: z.literal('too-much-memory'), id: z.int(), memory: z.number() }),
]);

export function readRequest(message: unknown): ImageRequest | null {
  return imageRequest.safeParse(message).data ?? null;
}

export function readAnswer(message: unknown): ImageAnswer | null {
  return imageAnswer.safeParse(message).data ?? null;
}

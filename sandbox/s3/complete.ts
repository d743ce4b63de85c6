import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { checksumElements, type S3Answer, xmlAnswer } from './answer.ts';
import { startChecksum } from './checksums.ts';
import { type Call, receive } from './engine.ts';
import { S3Error } from './errors.ts';
import { requireUpload } from './multipart-operations.ts';
import { refuseExisting } from './object-operations.ts';
import type { PartRow, UploadRow } from './objects.ts';
import { type CompletedPart, parseCompletedParts } from './xml.ts';

/** Every part but the last is at least 5 MiB (S3, "Multipart upload limits"). */
const MINIMUM_PART_BYTES = 5 * 1024 * 1024;

/** Uploads being put together: a second Complete of the same one waits for nothing, it is told the upload is gone. */
const assembling = new Set<string>();

export async function completeMultipartUpload(call: Call): Promise<S3Answer> {
  const { engine, request } = call;
  const listed = await readParts(call);
  const upload = requireUpload(call);
  refuseExisting(call);
  const parts = chooseParts(engine.files.parts(upload.upload_id), listed, upload);
  if (assembling.has(upload.upload_id))
    throw new S3Error('SlowDown', 'This upload is being completed by another request.');
  assembling.add(upload.upload_id);
  const file = engine.files.incoming();
  try {
    const assembled = await assemble(call, upload, parts, file);
    const claimed =
      upload.checksum_algorithm === null ? undefined : request.header(`x-amz-checksum-${upload.checksum_algorithm}`);
    if (claimed !== undefined && claimed !== assembled.checksum) {
      throw new S3Error(
        'BadDigest',
        `The ${upload.checksum_algorithm} you specified did not match the calculated checksum.`,
      );
    }
    await engine.files.putObject(file, {
      bucket: upload.bucket,
      key: upload.key,
      size: assembled.size,
      etag: assembled.etag,
      sha256: assembled.sha256,
      content_type: upload.content_type,
      metadata: upload.metadata,
      checksum_algorithm: upload.checksum_algorithm,
      checksum: assembled.checksum,
      checksum_type: upload.checksum_type,
      modified_at: engine.clock.now(),
    });
    await engine.files.removeUpload(upload.upload_id);
    return xmlAnswer('CompleteMultipartUploadResult', {
      Location: `/${upload.bucket}/${upload.key}`,
      Bucket: upload.bucket,
      Key: upload.key,
      ETag: `"${assembled.etag}"`,
      ...checksumElements(upload.checksum_algorithm, assembled.checksum),
      ...(upload.checksum_type === null ? {} : { ChecksumType: upload.checksum_type }),
    });
  } finally {
    assembling.delete(upload.upload_id);
    await rm(file, { force: true });
  }
}

async function readParts(call: Call): Promise<CompletedPart[]> {
  const file = call.engine.files.incoming();
  await receive(call, file, 'CompleteMultipartUpload');
  try {
    const parts = parseCompletedParts(await readFile(file, 'utf8'));
    if (parts === undefined)
      throw new S3Error(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    return parts;
  } finally {
    await rm(file, { force: true });
  }
}

/**
 * The kept parts that the client lists, checked: order, ETags, checksums, smallest size. Numbers may have gaps only where the
 * upload has no checksums (Amazon S3 API, CompletedPart).
 */
function chooseParts(kept: readonly PartRow[], listed: readonly CompletedPart[], upload: UploadRow): PartRow[] {
  const byNumber = new Map(kept.map((part) => [part.number, part]));
  let before = 0;
  const chosen = listed.map((wanted) => {
    if (wanted.number <= before)
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    if (upload.checksum_algorithm !== null && wanted.number !== before + 1)
      throw new S3Error(
        'InvalidPartOrder',
        'Where parts have checksums, their numbers must begin at 1 and follow each other without a gap.',
      );
    before = wanted.number;
    const part = byNumber.get(wanted.number);
    if (part === undefined || part.etag !== wanted.etag) throw invalidPart(wanted);
    const algorithm = upload.checksum_algorithm;
    if (algorithm === null) return part;
    const checksum = wanted.checksums.get(algorithm);
    if (checksum === undefined && upload.checksum_type === 'COMPOSITE') {
      throw new S3Error(
        'InvalidRequest',
        `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${wanted.number} in the request.`,
      );
    }
    if (checksum !== undefined && checksum !== part.checksum) throw invalidPart(wanted);
    return part;
  });
  for (const part of chosen.slice(0, -1)) {
    if (part.size < MINIMUM_PART_BYTES) {
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        ProposedSize: String(part.size),
        MinSizeAllowed: String(MINIMUM_PART_BYTES),
        PartNumber: String(part.number),
        ETag: part.etag,
      });
    }
  }
  return chosen;
}

function invalidPart(wanted: CompletedPart): S3Error {
  return new S3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    {
      PartNumber: String(wanted.number),
      ETag: wanted.etag,
    },
  );
}

interface Assembled {
  readonly size: number;
  readonly etag: string;
  readonly sha256: string;
  readonly checksum: string | null;
}

async function assemble(
  { engine }: Call,
  upload: UploadRow,
  parts: readonly PartRow[],
  file: string,
): Promise<Assembled> {
  const sha256 = createHash('sha256');
  const algorithm = upload.checksum_algorithm;
  const whole = algorithm !== null && upload.checksum_type === 'FULL_OBJECT' ? startChecksum(algorithm) : undefined;
  let size = 0;
  async function* content() {
    for (const part of parts) {
      for await (const piece of createReadStream(engine.files.path(part.file), { highWaterMark: 1024 * 1024 })) {
        const bytes = Buffer.from(piece);
        sha256.update(bytes);
        whole?.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    }
  }
  await pipeline(content, createWriteStream(file));
  // md5 of the parts' binary md5s, then how many there are.
  const etag = createHash('md5')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))
    .digest('hex');
  return {
    size,
    etag: `${etag}-${parts.length}`,
    sha256: sha256.digest('hex'),
    checksum: whole?.digest().toString('base64') ?? composite(upload, parts),
  };
}

/** COMPOSITE: the checksum of the parts' binary checksums, then how many there are. */
function composite(upload: UploadRow, parts: readonly PartRow[]): string | null {
  if (upload.checksum_algorithm === null) return null;
  const checksum = startChecksum(upload.checksum_algorithm);
  for (const part of parts) checksum.update(Buffer.from(part.checksum ?? '', 'base64'));
  return `${checksum.digest().toString('base64')}-${parts.length}`;
}

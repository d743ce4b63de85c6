import { createHash } from 'node:crypto';
import { isStudioError, type StudioError } from '../../../shared/domain/errors.ts';
import { reasonOfCode } from '../../../shared/domain/network-reason.ts';
import { ObjectStoreError } from '../ports/object-store.ts';
import type { CheckSubject, Finding } from './finding.ts';

/** A clock further off than this breaks signed requests sooner or later (S3 refuses from 15 minutes on). */
const TOLERATED_SECONDS = 120;

/** Why the network gave no answer, where that is it; else the code. */
function reasonOf(error: StudioError): string {
  return isStudioError(error, 'server-unreachable') ? error.facts.reason : error.code;
}

const SIGNED_OUT: Finding = { ok: true, code: 'signed-out', facts: {} };

export async function checkApi({ ports, session }: CheckSubject, signal: AbortSignal): Promise<Finding> {
  const account = session.current();
  if (!account) return SIGNED_OUT;
  const start = ports.clock.monotonic();
  try {
    const { version } = await ports.connectMarketplace(account.server).health(signal);
    return {
      ok: true,
      code: 'ok',
      facts: { server: account.server, version, milliseconds: Math.round(ports.clock.monotonic() - start) },
    };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return { ok: false, code: 'unreachable', facts: { server: account.server, reason: reasonOf(error) } };
  }
}

/**
 * Opens an upload session for a one-byte content, begins a multipart upload with its credentials, lists it, and takes both
 * back: signature, policy, bucket and route are all tried, and nothing stays behind.
 */
export async function checkStorage({ ports, session }: CheckSubject, signal: AbortSignal): Promise<Finding> {
  const account = session.current();
  if (!account) return SIGNED_OUT;
  const byte = new Uint8Array([Math.floor(ports.random.fraction() * 256)]);
  const sha256 = createHash('sha256').update(byte).update(ports.random.uuid()).digest('hex');
  try {
    return await session.authorised(async ({ token, marketplace }): Promise<Finding> => {
      const opened = await marketplace.openUpload(
        token,
        {
          clientUploadId: ports.random.uuid(),
          filename: 'diagnostic.jpg',
          contentType: 'image/jpeg',
          size: byte.length,
          sha256,
          derivatives: [],
        },
        signal,
      );
      if (opened.outcome === 'unsupported') return { ok: true, code: 'form-only', facts: { server: account.server } };
      if (opened.outcome !== 'session') return { ok: false, code: 'failed', facts: { message: opened.outcome } };
      const { storage, original, id } = opened.session;
      const store = ports.openObjectStore(storage);
      try {
        const { uploadId } = await store.createMultipart(original.bucket, original.key, 'image/jpeg', signal);
        await store.listParts(original.bucket, original.key, uploadId, signal);
        await store.abortMultipart(original.bucket, original.key, uploadId, signal);
        return {
          ok: true,
          code: 'ok',
          facts: { endpoint: storage.endpoint ?? `AWS ${storage.region}`, bucket: original.bucket },
        };
      } finally {
        store.close();
        await marketplace.abortUpload(token, id, signal).catch(() => {}); // the session expires by itself
      }
    }, signal);
  } catch (error) {
    if (isStudioError(error, 'session-expired'))
      return { ok: true, code: 'session-expired', facts: { email: account.email } };
    if (isStudioError(error)) return { ok: false, code: 'no-session', facts: { reason: reasonOf(error) } };
    if (error instanceof ObjectStoreError)
      return {
        ok: false,
        code: error.kind === 'unreachable' ? 'unreachable' : 'refused',
        facts: { reason: error.kind === 'unreachable' ? reasonOfCode(error.code) : error.code },
      };
    throw error;
  }
}

export async function checkClock({ ports, session }: CheckSubject, signal: AbortSignal): Promise<Finding> {
  const account = session.current();
  if (!account) return SIGNED_OUT;
  try {
    const before = ports.clock.now();
    const { serverTime } = await ports.connectMarketplace(account.server).health(signal);
    if (serverTime === null) return { ok: true, code: 'unknown', facts: { server: account.server } };
    // The answer was made somewhere between asking and hearing.
    const seconds = Math.round((serverTime - (before + ports.clock.now()) / 2) / 1000);
    const facts = { seconds: Math.abs(seconds), server: account.server };
    return Math.abs(seconds) > TOLERATED_SECONDS
      ? { ok: false, code: seconds > 0 ? 'behind' : 'ahead', facts }
      : { ok: true, code: 'ok', facts };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return { ok: true, code: 'unknown', facts: { server: account.server } };
  }
}

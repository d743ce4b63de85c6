import { PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { UploadSession } from './sandbox-client.ts';

/** The storage of an upload session, with the session's credentials. To be destroyed by who asks for it. */
export function sessionStorage({ storage }: UploadSession, config: S3ClientConfig = {}): S3Client {
  const { region, endpoint, credentials } = storage;
  return new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      sessionToken: credentials.session_token,
    },
    ...config,
  });
}

/** Puts a content where the session wants it: `original`, or a kind of derived image. */
export async function putIntoSession(session: UploadSession, kind: string, Body: Uint8Array): Promise<void> {
  const place = kind === 'original' ? session.storage.original : session.storage.derivatives[kind];
  const s3 = sessionStorage(session);
  try {
    await s3.send(new PutObjectCommand({ Bucket: place?.bucket, Key: place?.key, Body, ChecksumAlgorithm: 'SHA256' }));
  } finally {
    s3.destroy();
  }
}

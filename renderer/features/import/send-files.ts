import type { ImportId, ImportOptions } from '../../../shared/contract/import.contract.ts';
import { bridge, studio } from '../../host/studio.ts';
import { say, sayMessage } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import type { PageFile } from './page-files.ts';

/** Files on their way to the studio at once. */
const AT_ONCE = 3;

/**
 * Hands contents of the page over to the studio, each hashed here and compared there, and lets it put them in place. What
 * can't be handed over is said; the rest goes on.
 */
export async function sendFiles(files: readonly PageFile[], options: ImportOptions): Promise<ImportId> {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const { id } = await studio.imports.receive({ files: files.length, bytes, options });
  void sendAll(id, files);
  return id;
}

async function sendAll(id: ImportId, files: readonly PageFile[]): Promise<void> {
  let next = 0;
  let failed = 0;
  const worker = async () => {
    for (let file = files[next]; file; file = files[next]) {
      next += 1;
      await sendOne(id, file).catch(() => {
        failed += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failed > 0) toast({ tone: 'bad', text: say('import.notSent', { count: failed }) });
  await studio.imports.received({ id }).catch(() => toast({ tone: 'bad', text: say('problem.unknown') }));
}

async function sendOne(id: ImportId, { path, file }: PageFile): Promise<void> {
  const content = await file.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest('SHA-256', content));
  if (bridge.kind === 'desktop') {
    // No host to post to: only what has no path comes this way, a picture from the clipboard.
    await studio.imports.receiveContent({ id, path, modifiedAt: file.lastModified, sha256, content: base64(content) });
    return;
  }
  const query = new URLSearchParams({ path, modified: String(file.lastModified), sha256 });
  const answer = await fetch(`/import/${id}/file?${query}`, { method: 'POST', body: content });
  if (!answer.ok) throw new Error(sayMessage('error.file-unreadable', { path, reason: String(answer.status) }) ?? path);
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(content: ArrayBuffer): string {
  let binary = '';
  for (const byte of new Uint8Array(content)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

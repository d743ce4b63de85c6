import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWebHost, type WebHost } from '../../electron/web/web-host.ts';
import type { ImportId } from '../../shared/contract/import.contract.ts';
import { makePhoto } from '../support/photo-maker.ts';
import { openWholeStudio, temporaryFolder, type WholeStudio } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const destination = join(folder.path, 'Photos');
let whole: WholeStudio;
let host: WebHost;
let cookie: string;

beforeAll(async () => {
  const pageFolder = join(folder.path, 'page');
  mkdirSync(pageFolder);
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
  whole = await openWholeStudio();
  host = await startWebHost({
    router: whole.studio.router,
    picture: () => null,
    takeFile: whole.studio.library.imports.receiveOne,
    pageFolder,
    port: 0,
    log: whole.studio.log,
  });
  const entered = await fetch(host.url, { redirect: 'manual' });
  cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await host.close();
  await whole.close();
  folder.remove();
});

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

function receive(): Promise<{ id: ImportId }> {
  const options = { destination, folderPattern: '{YYYY}' };
  return whole.studio.client.imports.receive({ files: 1, bytes: 1000, options });
}

function post(id: number, path: string, content: Buffer, sha256: string, headers: Record<string, string> = {}) {
  const query = new URLSearchParams({ path, modified: '1790000000000', sha256 });
  return fetch(`http://127.0.0.1:${host.port}/import/${id}/file?${query}`, {
    method: 'POST',
    body: new Uint8Array(content),
    headers: { cookie, origin: `http://127.0.0.1:${host.port}`, ...headers },
  });
}

it('contents of a page come into the destination, dated by themselves, and nothing of the way is left', async () => {
  const { id } = await receive();
  const photo = await makePhoto({ seed: 1, captureDate: '2024:05:01 10:00:00' });
  expect((await post(id, 'Voyage/../../IMG 1.JPG', photo, hashOf(photo))).status).toBe(200);
  expect((await post(id, 'Voyage/notes.txt', Buffer.from('x'), hashOf(Buffer.from('x')))).status).toBe(200);
  await whole.studio.client.imports.received({ id });
  await whole.studio.library.imports.runNow(id, new AbortController().signal);
  expect(readdirSync(destination, { recursive: true }).sort()).toEqual(['2024', join('2024', 'IMG 1.JPG')]);
  expect(hashOf(readFileSync(join(destination, '2024', 'IMG 1.JPG')))).toBe(hashOf(photo));
});

it('what arrives otherwise than it was hashed is refused, and so is who has no token or another origin', async () => {
  const { id } = await receive();
  const photo = await makePhoto({ seed: 2 });
  const damaged = await post(id, 'a.jpg', photo, hashOf(Buffer.from('else')));
  expect([damaged.status, await damaged.json()]).toEqual([422, { code: 'copy-damaged', facts: { path: 'a.jpg' } }]);
  expect((await post(id, 'a.jpg', photo, hashOf(photo), { cookie: '' })).status).toBe(401);
  expect((await post(id, 'a.jpg', photo, hashOf(photo), { origin: 'https://example.org' })).status).toBe(403);
  expect((await post(999, 'a.jpg', photo, hashOf(photo))).status).toBe(422);
  expect((await post(id, 'a.jpg', photo, 'no hash')).status).toBe(405);
  await whole.studio.client.imports.cancel({ id });
  expect((await post(id, 'a.jpg', photo, hashOf(photo))).status).toBe(422);
  expect(existsSync(join(destination, 'a.jpg'))).toBe(false);
});

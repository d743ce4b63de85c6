import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openedByArguments } from './arguments.ts';
import { createOpened } from './opened.ts';

test('a command line hands over files, folders and links; switches are somebody else’s', () => {
  const argv = [
    'pouire-studio',
    '--hidden',
    '/photos/a.jpg',
    'marché',
    'pouire://photo/12',
    '-x',
    '',
    'file:///photos/%C3%A9t%C3%A9.jpg',
  ];
  expect(openedByArguments(argv, '/home/awa', true)).toEqual({
    links: [{ to: 'photo', photo: 12 }],
    paths: ['/photos/a.jpg', '/home/awa/marché', '/photos/été.jpg'],
  });
});

test.each([
  ['pouire://../../etc/passwd', 'a link is never a path'],
  ['pouire:/etc/passwd', 'nor is half of one'],
  ['https://evil.example/a.jpg', 'nothing is fetched'],
  ['file://evil.example/share/a.jpg', 'nor from another machine'],
  ['file:///a%00b.jpg', 'nor what no system could open'],
  ['javascript:alert(1)', 'nor run'],
  ['/a\0b', 'nor cut short'],
  ['--inspect=9229', 'nor handed on'],
])('%j opens nothing: %s', (word) => {
  expect(openedByArguments(['pouire-studio', word], '/', true)).toEqual({ links: [], paths: [] });
});

test('started from its sources, the application’s own folder is not something to open', () => {
  expect(openedByArguments(['electron', '.', 'a.jpg'], '/home/awa', false).paths).toEqual(['/home/awa/a.jpg']);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-opened-'));
  mkdirSync(join(folder, 'mariage'));
  writeFileSync(join(folder, 'a.jpg'), '');
  writeFileSync(join(folder, 'mariage', 'b.jpg'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was opened waits until it is taken, once; what is not there is left out', async () => {
  const tell = vi.fn();
  const opened = createOpened(tell, () => {});
  await opened.paths([join(folder, 'a.jpg'), join(folder, 'mariage'), join(folder, 'gone.jpg')]);
  opened.link({ to: 'section', section: 'sales' });
  expect(tell).toHaveBeenCalledTimes(2);
  expect(opened.take()).toEqual([
    {
      kind: 'paths',
      paths: [join(folder, 'a.jpg'), join(folder, 'mariage')],
      folders: [folder, join(folder, 'mariage')],
    },
    { kind: 'link', link: { to: 'section', section: 'sales' } },
  ]);
  expect(opened.take()).toEqual([]);
});

test('the paths of one gesture, told one by one, are one question', async () => {
  const opened = createOpened(
    () => {},
    () => {},
  );
  opened.path(join(folder, 'a.jpg'));
  opened.path(join(folder, 'mariage', 'b.jpg'));
  const taken = await vi.waitUntil(() => {
    const now = opened.take();
    return now.length > 0 && now;
  });
  expect(taken).toMatchObject([{ kind: 'paths', paths: [join(folder, 'a.jpg'), join(folder, 'mariage', 'b.jpg')] }]);
});

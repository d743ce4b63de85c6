import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { senderEvent } from '../../tests/support/electron-double.ts';
import { desktopFolder, startedDesktop } from '../../tests/support/started-desktop.ts';
import { CHANNELS } from './channels.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = desktopFolder());
});
afterEach(() => remove());

type More = Parameters<typeof startedDesktop>;
const started = (doubleOptions: More[1] = {}, options: More[2] = {}) => startedDesktop(folder, doubleOptions, options);

describe('start', () => {
  test('opens one window on the studio’s own page, sandboxed, and starts the core beside it', async () => {
    const { window, core, state, schemes, windows } = await started();
    expect(state.sandboxed).toBe(true);
    expect(schemes[0]).toMatchObject({ scheme: 'studio', privileges: { standard: true, secure: true } });
    expect(schemes[0]?.privileges).not.toHaveProperty('bypassCSP');
    expect(windows).toHaveLength(1);
    expect(window().calls).toContain('loadURL studio://app/index.html');
    expect(window().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
    });
    const own = join(folder, 'data');
    expect(core().args).toEqual(['--version', '9.9.9', '--locale', 'fr-BF', '--desktop', own, '--dumps', own]);
  });

  test('a second start ends at once and brings the first one forward', async () => {
    const second = await started({ firstInstance: false });
    expect(second.state.quits).toBe(1);
    expect(second.windows).toHaveLength(0);
    expect(second.children).toHaveLength(0);

    const first = await started();
    first.window().minimized = true;
    first.app.emit('second-instance', {}, ['pouire-studio'], '/');
    expect(first.window().calls.slice(-3)).toEqual(['restore', 'show', 'focus']);
    expect(first.windows).toHaveLength(1);
  });

  test('the menu speaks the language of the system, then the one she chose', async () => {
    const { menus, core } = await started({ locale: 'en-GB' });
    expect(menus.at(-1)?.map((item) => item.label)).toEqual(['&File', '&Edit', '&View', '&Window', '&Help']);
    core().say({ type: 'language', language: 'fr' });
    expect(menus.at(-1)?.map((item) => item.label)).toEqual([
      '&Fichier',
      '&Édition',
      '&Affichage',
      '&Fenêtre',
      '&Aide',
    ]);
  });
});

describe('lines to the studio', () => {
  test('the page gets a port whose other end the core holds', async () => {
    const { core, window, message } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    message(CHANNELS.connect, senderEvent(), 'r1');
    expect(core().heard('connect')).toHaveLength(1);
    expect(core().sent.at(-1)?.ports).toHaveLength(1);
    expect(window().ports).toMatchObject([{ channel: CHANNELS.port, message: 'r1' }]);
    expect(window().ports[0]?.transfer).toHaveLength(1);
  });

  test('a page that asks before the studio is there gets its line when it is', async () => {
    const { core, window, message } = await started();
    message(CHANNELS.connect, senderEvent(), 'early');
    expect(window().ports).toHaveLength(0);
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    expect(window().ports).toMatchObject([{ message: 'early' }]);
  });

  test('a foreign frame gets neither a line nor a dialog', async () => {
    const { core, window, message } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    const stranger = senderEvent({ senderFrame: { parent: null, url: 'https://evil.example/' } });
    message(CHANNELS.connect, stranger, 'r1');
    expect(window().ports).toHaveLength(0);
    expect(await message(CHANNELS.chooseFolders, stranger)).toEqual([]);
    expect(await message(CHANNELS.chooseFolders, senderEvent())).toEqual(['/photos']);
    expect(await message(CHANNELS.choosePhotos, stranger)).toEqual([]);
    expect(await message(CHANNELS.choosePhotos, senderEvent())).toEqual(['/photos']);
  });

  test('what the core says is checked: an unknown program is never started', async () => {
    const { core, children } = await started();
    core().say({ type: 'start-helper', helper: 1, entry: '/bin/sh', args: ['-c', 'id'] });
    core().say({ type: 'start-helper', helper: 2, entry: '../../evil', args: [] });
    core().say('nonsense');
    expect(children).toHaveLength(1);
  });
});

describe('a core that dies', () => {
  test('is started again, and the page is told so that it reconnects', async () => {
    const { core, window, children } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    core().emit('exit', 139);
    await vi.waitFor(() => expect(children).toHaveLength(2));
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    const told = window().sent.filter(({ channel }) => channel === CHANNELS.studio);
    expect(told.map(({ facts }) => facts[0])).toEqual([true, false, true]);
  });

  test('takes its helpers with it', async () => {
    const { core, children } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    core().say({ type: 'start-helper', helper: 1, entry: 'image-process', args: [] });
    const helper = children[1];
    expect(helper?.module).toBe(join(folder, 'dist', 'node', 'image-process.js'));
    core().emit('exit', 1);
    expect(helper?.killed).toBe(true);
  });

  test('that cannot open its catalogue is not started again: the reason is shown', async () => {
    const { core, errors, state, children } = await started();
    core().say({ type: 'failed', title: 'Catalogue', message: 'Plus récent.' });
    expect(errors).toEqual([{ title: 'Catalogue', message: 'Plus récent.' }]);
    expect(state.exitCode).toBe(1);
    core().emit('exit', 1);
    expect(children).toHaveLength(1);
  });

  test('talks with its helpers through main, which reads none of it, and hears of their death', async () => {
    const { core, children } = await started();
    core().say({ type: 'start-helper', helper: 5, entry: 'image-process', args: [] });
    core().say({ type: 'tell-helper', helper: 5, message: { id: 1, path: '/photos/a.jpg' } });
    expect(children[1]?.sent.map(({ message }) => message)).toEqual([{ id: 1, path: '/photos/a.jpg' }]);
    children[1]?.say({ id: 1, kind: 'result' });
    children[1]?.stdout.emit('data', Buffer.from('ready\n'));
    children[1]?.emit('exit', 11);
    expect(core().heard('helper-says')).toEqual([
      { type: 'helper-says', helper: 5, message: { id: 1, kind: 'result' } },
    ]);
    expect(core().heard('helper-prints')).toEqual([{ type: 'helper-prints', helper: 5, text: 'ready\n' }]);
    expect(core().heard('helper-exited')).toEqual([{ type: 'helper-exited', helper: 5, exitCode: 11 }]);
  });
});

describe('quitting', () => {
  test('asks the core to close and ends when it has', async () => {
    const { core, electron, state } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    electron.app.quit();
    expect(core().heard('close')).toHaveLength(1);
    expect(state.exitCode).toBeNull();
    core().emit('exit', 0);
    await vi.waitFor(() => expect(state.exitCode).toBe(0));
  });

  test('does not wait longer than two seconds for it', async () => {
    const { core, electron, state } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    vi.useFakeTimers();
    try {
      electron.app.quit();
      await vi.advanceTimersByTimeAsync(2001);
    } finally {
      vi.useRealTimers();
    }
    expect(core().killed).toBe(true);
    await vi.waitFor(() => expect(state.exitCode).toBe(0));
  });
});

describe('studio://', () => {
  test('serves the page with its policy', async () => {
    const { fetch } = await started();
    const answer = await fetch('studio://app/index.html');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toContain('Pouire Studio');
  });

  test('serves a picture by photo and size; the core says where it lies', async () => {
    const { fetch, core } = await started();
    const file = join(folder, 'data', 'derived', 'a.jpg');
    writeFileSync(file, 'jpeg');
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    const answer = fetch('studio://media/12/thumb400?v=3');
    expect(core().heard('picture')).toMatchObject([{ photoId: 12, kind: 'thumb400' }]);
    const asked = core().heard('picture')[0];
    const request = typeof asked === 'object' && asked !== null && 'request' in asked ? asked.request : null;
    core().say({ type: 'picture', request, path: file });
    const picture = await answer;
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(await picture.text()).toBe('jpeg');
  });

  test('a file outside the derived folder is refused even when the core names it', async () => {
    const { fetch, core } = await started();
    const secret = join(folder, 'data', 'catalogue.db');
    writeFileSync(secret, 'secret');
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    const answer = fetch('studio://media/12/preview');
    const asked = core().heard('picture')[0];
    const request = typeof asked === 'object' && asked !== null && 'request' in asked ? asked.request : null;
    core().say({ type: 'picture', request, path: secret });
    expect((await answer).status).toBe(404);
  });

  test.each([
    'studio://media/../../etc/passwd',
    'studio://media/1/original',
    'studio://media/0/preview',
    'studio://media/-1/preview',
    'studio://media/1e3/preview',
    'studio://media/1/preview/../x',
    'studio://app/%2e%2e%2fnode%2fmain.js',
    'studio://other/index.html',
  ])('%s is refused without asking the core', async (address) => {
    const { fetch, core } = await started();
    core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') });
    expect((await fetch(address)).status).toBe(404);
    expect(core().heard('picture')).toHaveLength(0);
  });

  test('only reading is served', async () => {
    const { fetch } = await started();
    expect((await fetch('studio://app/index.html', { method: 'POST', body: 'x' })).status).toBe(405);
  });
});

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
const started = (double: More[1] = {}, options: More[2] = {}, prepare?: More[3]) =>
  startedDesktop(folder, double, options, prepare);
const event = () => ({ preventDefault: vi.fn() });

describe('what is opened with the application', () => {
  test('a file on the command line waits for the page; a second start hands over its own and comes forward', async () => {
    const photo = join(folder, 'a.jpg');
    writeFileSync(photo, '');
    const { app, takes, window } = await started({}, { argv: ['pouire-studio', 'a.jpg'], workingDirectory: folder });
    const first = { kind: 'paths', paths: [photo], folders: [folder] };
    await vi.waitFor(() => expect(window().sent.some(({ channel }) => channel === CHANNELS.opened)).toBe(true));
    expect(takes()).toEqual([first]);

    app.emit('second-instance', {}, ['pouire-studio', 'pouire://sales', 'a.jpg'], folder);
    expect(window().calls).toContain('focus');
    const taken: unknown[] = [];
    await vi.waitFor(() => {
      taken.push(...[takes()].flat());
      expect(taken).toEqual([{ kind: 'link', link: { to: 'section', section: 'sales' } }, first]);
    });
  });

  test('macOS hands over files and links as events, before the window is there too', async () => {
    const photo = join(folder, 'b.jpg');
    writeFileSync(photo, '');
    const opening = event();
    const { app, takes } = await started({}, { platform: 'darwin' });
    app.emit('open-file', opening, photo);
    app.emit('open-url', event(), 'pouire://photo/7');
    app.emit('open-url', event(), 'pouire://../../etc/passwd');
    expect(opening.preventDefault).toHaveBeenCalled();
    const taken: unknown[] = [];
    await vi.waitFor(() => {
      taken.push(...[takes()].flat());
      expect(taken).toEqual([
        { kind: 'link', link: { to: 'photo', photo: 7 } },
        { kind: 'paths', paths: [photo], folders: [folder] },
      ]);
    });
  });

  test('a stranger takes nothing', async () => {
    const { app, message, takes } = await started();
    app.emit('open-url', event(), 'pouire://sales');
    expect(
      message(CHANNELS.takeOpened, senderEvent({ senderFrame: { parent: null, url: 'https://evil.example/' } })),
    ).toEqual([]);
    expect(takes()).toHaveLength(1);
  });

  test('the installed application answers to pouire://, a development one does not claim it', async () => {
    expect((await started()).state.linkScheme).toBe('pouire');
    expect((await started({ packaged: false })).state.linkScheme).toBeNull();
  });
});

describe('photos dragged out of the window', () => {
  test('travel as their own files, with a picture under the pointer', async () => {
    const { message, core, window, ready } = await started();
    ready();
    message(CHANNELS.dragOut, senderEvent(), [4, 9]);
    expect(core().heard('files')).toMatchObject([{ photos: [4, 9] }]);
    const asked = core().heard('files')[0];
    const request = typeof asked === 'object' && asked !== null && 'request' in asked ? asked.request : null;
    core().say({ type: 'files', request, paths: ['/photos/a.jpg', '/photos/b.cr3'], picture: '/derived/a.jpg' });
    await vi.waitFor(() =>
      expect(window().drags).toEqual([
        { file: '/photos/a.jpg', files: ['/photos/a.jpg', '/photos/b.cr3'], icon: '/derived/a.jpg' },
      ]),
    );
  });

  test.each([[['/etc/passwd']], [[]], ['4'], [[0]], [[1.5]], [null]])(
    '%j is no photo and asks nothing',
    async (said) => {
      const { message, core, ready } = await started();
      ready();
      message(CHANNELS.dragOut, senderEvent(), said);
      expect(core().heard('files')).toHaveLength(0);
    },
  );
});

describe('the queue beside the clock', () => {
  test('is told by tray, badge and taskbar, in her language', async () => {
    const { sending, ready, core, trays, badges, window } = await started({ locale: 'en-GB' });
    ready();
    sending({ left: 3 });
    expect(trays[0]?.tip).toBe('Pouire Studio — Sending: 3 photos to go, 40%');
    expect([badges.at(-1), window().progress.at(-1)]).toEqual([3, { value: 0.4, mode: 'normal' }]);
    sending({ left: 3, paused: true });
    expect(window().progress.at(-1)).toEqual({ value: 0.4, mode: 'paused' });
    sending({ left: 2, failed: 1 });
    expect(window().progress.at(-1)).toEqual({ value: 0.4, mode: 'error' });
    sending({ left: 0 });
    expect([badges.at(-1), window().progress.at(-1)?.value]).toEqual([0, -1]);
    core().say({ type: 'language', language: 'fr' });
    expect(trays[0]?.tip).toBe('Pouire Studio — Aucun envoi en cours');
  });

  test('is paused and resumed from the tray', async () => {
    const { sending, ready, core, trays } = await started();
    ready();
    sending({ left: 3 });
    const press = (label: string) => {
      const item = trays[0]?.menu.find((entry) => entry.label === label);
      if (!item?.click) throw new Error(`no ${label} in the tray`);
      Reflect.apply(item.click, undefined, []);
    };
    press('Mettre les envois en pause');
    sending({ left: 3, paused: true });
    press('Reprendre les envois');
    expect(core().heard('queue')).toEqual([
      { type: 'queue', order: 'pause' },
      { type: 'queue', order: 'resume' },
    ]);
  });

  test('a system without a tray does without', async () => {
    const { sending, ready, trays, window } = await started({}, {}, ({ state }) => {
      state.tray = false;
    });
    ready();
    sending({ left: 3 });
    expect(trays).toHaveLength(0);
    expect(window().progress.at(-1)?.value).toBe(0.4);
  });
});

describe('leaving while photos are on their way', () => {
  const answers = { background: 0, quit: 1, stay: 2 };
  const sendingDesktop = async (
    answer: keyof typeof answers,
    remember = false,
    platform: 'linux' | 'darwin' = 'linux',
  ) => {
    const desktop = await started({}, { platform });
    desktop.state.questionAnswer = { response: answers[answer], checkboxChecked: remember };
    desktop.ready();
    desktop.sending({ left: 3 });
    return desktop;
  };

  test('is asked once; in the background the window goes, the studio stays, the tray brings it back', async () => {
    const { window, windows, questions, core, trays, state, sending } = await sendingDesktop('background', true);
    window().close();
    await vi.waitFor(() => expect(window().destroyed).toBe(true));
    expect(questions[0]?.message).toBe('3 photos à envoyer. Continuer en arrière-plan ?');
    expect([core().heard('close').length, state.exitCode, core().killed]).toEqual([0, null, false]);
    trays[0]?.emit('click');
    expect(windows).toHaveLength(2);
    // Remembered.
    sending({ left: 2 });
    window().close();
    await vi.waitFor(() => expect(window().destroyed).toBe(true));
    expect(questions).toHaveLength(1);
  });

  test('she may stay', async () => {
    const { window, questions, core } = await sendingDesktop('stay');
    window().close();
    await vi.waitFor(() => expect(questions).toHaveLength(1));
    expect([window().destroyed, core().heard('close').length]).toEqual([false, 0]);
  });

  test('or quit: the studio closes first', async () => {
    const { window, core, state } = await sendingDesktop('quit');
    window().close();
    await vi.waitFor(() => expect(core().heard('close')).toHaveLength(1));
    core().emit('exit', 0);
    await vi.waitFor(() => expect(state.exitCode).toBe(0));
  });

  test('on macOS closing the window asks nothing, quitting does', async () => {
    const { window, electron, questions, state } = await sendingDesktop('background', false, 'darwin');
    window().close();
    expect([window().destroyed, questions.length]).toEqual([true, 0]);
    electron.app.quit();
    await vi.waitFor(() => expect(questions).toHaveLength(1));
    expect(state.exitCode).toBeNull();
  });

  test('nothing is asked while nothing leaves: empty, or paused by her', async () => {
    for (const queue of [{ left: 0 }, { left: 5, paused: true }]) {
      const { window, sending, questions, core } = await sendingDesktop('stay');
      sending(queue);
      window().close();
      await vi.waitFor(() => expect(core().heard('close')).toHaveLength(1));
      expect(questions).toHaveLength(0);
    }
  });

  test('a system that goes down does not wait for an answer that is still owed', async () => {
    const { power, electron, questions, core, state } = await sendingDesktop('stay');
    electron.app.quit();
    expect(questions).toHaveLength(1);
    power.emit('shutdown');
    await vi.waitFor(() => expect(core().heard('close')).toHaveLength(1));
    core().emit('exit', 0);
    await vi.waitFor(() => expect(state.exitCode).toBe(0));
  });

  test('a system that goes down is not kept waiting by a question', async () => {
    const { power, questions, core } = await sendingDesktop('stay');
    power.emit('shutdown');
    await vi.waitFor(() => expect(core().heard('close')).toHaveLength(1));
    expect(questions).toHaveLength(0);
  });
});

describe('the computer around it', () => {
  test('a core that has just started is told of power, network and the way out', async () => {
    const { core, ready } = await started({}, {}, ({ state }) => {
      state.onBattery = true;
      state.proxy = 'PROXY proxy.univ.bf:3128; DIRECT';
    });
    ready();
    expect(core().heard('surroundings')).toEqual([
      { type: 'surroundings', asleep: false, online: true, onBattery: true },
    ]);
    await vi.waitFor(() =>
      expect(core().heard('proxy')).toEqual([{ type: 'proxy', address: 'http://proxy.univ.bf:3128' }]),
    );
  });

  test('sleep and waking reach the queue', async () => {
    const { core, ready, power } = await started();
    ready();
    power.emit('suspend');
    power.emit('resume');
    power.emit('on-battery');
    power.emit('on-ac');
    expect(core().heard('surroundings')).toMatchObject([
      {},
      { asleep: true },
      { asleep: false },
      { onBattery: true },
      { onBattery: false },
    ]);
  });

  test('a start at login shows no window until it is called for', async () => {
    const { windows, trays } = await started({}, { argv: ['pouire-studio', '--hidden'] });
    expect(windows).toHaveLength(0);
    trays[0]?.emit('click');
    expect(windows).toHaveLength(1);
    const mac = await started({}, { platform: 'darwin' }, ({ state }) => {
      state.wasOpenedAtLogin = true;
    });
    expect(mac.windows).toHaveLength(0);
  });

  test('spelling is checked in the languages of her window that the system knows', async () => {
    const { state, core } = await started();
    expect(state.spelling).toEqual(['fr', 'en-US']);
    core().say({ type: 'language', language: 'en' });
    expect(state.spelling).toEqual(['en-GB', 'en-US', 'fr']);
  });

  test('crash dumps are written, and go nowhere', async () => {
    const { crashReports } = await started();
    expect(crashReports).toEqual([{ uploadToServer: false, compress: false }]);
  });

  test('folders are shown by name, never by path', async () => {
    const { message, ready, shownFolders } = await started();
    ready();
    for (const said of ['logs', 'data', '/etc', '../..', null]) message(CHANNELS.openFolder, senderEvent(), said);
    expect(shownFolders).toEqual([join(folder, 'data', 'logs'), join(folder, 'data')]);
  });

  test('the page reads and changes her choices; what is no choice changes nothing', async () => {
    const { message, loginItems, state } = await started({}, { platform: 'win32' });
    const ask = (change: unknown) => message(CHANNELS.desktop, senderEvent(), change);
    const first = {
      choices: { whileSending: 'ask', updateChannel: 'stable', lookForUpdates: true },
      startAtLogin: false,
      update: { at: 'off' },
    };
    expect(await ask(undefined)).toEqual(first);
    expect(await ask({ updateChannel: 'nightly' })).toEqual(first);
    expect(await ask({ updateChannel: 'beta', startAtLogin: true })).toMatchObject({
      choices: { updateChannel: 'beta' },
      startAtLogin: true,
    });
    expect(loginItems).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
    state.opensAtLogin = false; // in the system's own settings
    expect(await ask({})).toMatchObject({ choices: { updateChannel: 'beta' }, startAtLogin: false });
  });
});

describe('notifications', () => {
  const notice = {
    id: 'sale',
    title: 'Vente',
    body: 'Une photo vendue',
    silent: false,
    opens: { to: 'section', section: 'sales' },
    actions: [{ id: 'see', label: 'Voir' }],
  };

  test('are shown by the system; choosing one opens what it is about and tells the studio which button', async () => {
    const { core, ready, notifications, takes, window } = await started();
    ready();
    core().say({ type: 'notice', notice });
    expect(notifications[0]).toMatchObject({
      shown: true,
      options: { title: 'Vente', actions: [{ type: 'button', text: 'Voir' }] },
    });
    notifications[0]?.emit('action', {}, 0);
    notifications[0]?.emit('click');
    expect(core().heard('notice-chosen')).toEqual([
      { type: 'notice-chosen', id: 'sale', action: 'see' },
      { type: 'notice-chosen', id: 'sale', action: null },
    ]);
    expect(window().calls).toContain('focus');
    expect(takes()).toHaveLength(2);
  });

  test('a newer one of the same name takes its place, a withdrawn one goes', async () => {
    const { core, ready, notifications } = await started();
    ready();
    const closed: number[] = [];
    core().say({ type: 'notice', notice });
    notifications[0]?.on('close', () => closed.push(0));
    core().say({ type: 'notice', notice });
    notifications[1]?.on('close', () => closed.push(1));
    core().say({ type: 'withdraw-notice', id: 'sale' });
    expect(closed).toEqual([0, 1]);
  });

  test('a system without them shows none, and a notice that leads elsewhere is not one', async () => {
    const { core, ready, notifications, state } = await started();
    ready();
    core().say({ type: 'notice', notice: { ...notice, opens: { to: 'https://evil.example' } } });
    state.notifications = false;
    core().say({ type: 'notice', notice });
    expect(notifications).toHaveLength(0);
  });
});

import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type DesktopState, desktopChange, updateOrder } from '../../shared/desktop-state.ts';
import type { LoginItem } from './background/login-item.ts';
import { CHANNELS } from './channels.ts';
import type { openChoices } from './choices.ts';
import type { DesktopElectron } from './electron.ts';
import type { OpenedThings } from './opening/opened.ts';
import type { PageLine } from './page-line.ts';
import { listenToPage } from './security/page-messages.ts';
import type { StudioProcess } from './studio-process.ts';
import type { Updates } from './updates/updates.ts';
import { type Language, WORDS } from './words.ts';

export interface PageRequestParts {
  readonly electron: Pick<DesktopElectron, 'ipcMain' | 'dialog' | 'shell'>;
  readonly page: PageLine;
  readonly studio: () => StudioProcess | null;
  readonly language: () => Language;
  readonly opened: OpenedThings;
  readonly choices: ReturnType<typeof openChoices>;
  readonly login: LoginItem | null;
  readonly updates: Updates;
  /** Shown under the pointer when a photo has no picture of its own. */
  readonly dragIcon: string;
}

const photoIds = z.array(z.int().positive()).min(1).max(1000);
const folder = z.enum(['logs', 'data']);

/** Everything that a page may ask of the window around it: there is this and nothing else. What it says is parsed. */
export function answerPage(parts: PageRequestParts) {
  const { electron, page, studio, choices, login } = parts;
  const messages = listenToPage(electron.ipcMain, () => page.window?.webContents ?? null);

  // A page that asks while the studio is away gets its line as soon as there is one.
  let waiting: string | null = null;
  const giveLine = (request: string) => {
    const port = studio()?.connect();
    if (!port) waiting = request;
    else page.window?.webContents.postMessage(CHANNELS.port, request, [port]);
  };
  messages.on(CHANNELS.connect, (request) => {
    if (typeof request === 'string') giveLine(request.slice(0, 100));
  });

  const choose = async (title: string, what: 'openDirectory' | 'openFile') => {
    const answer = await electron.dialog.showOpenDialog({ title, properties: [what, 'multiSelections'] });
    return answer.canceled ? [] : answer.filePaths;
  };
  messages.answer<string[]>(CHANNELS.chooseFolders, [], () =>
    choose(WORDS[parts.language()].chooseFolders, 'openDirectory'),
  );
  messages.answer<string[]>(CHANNELS.choosePhotos, [], () => choose(WORDS[parts.language()].choosePhotos, 'openFile'));

  messages.answer<unknown>(CHANNELS.takeOpened, [], () => parts.opened.take());

  messages.on(CHANNELS.dragOut, (said) => {
    const photos = photoIds.safeParse(said);
    if (!photos.success) return;
    void studio()
      ?.files(photos.data)
      .then(({ paths, picture }) => {
        const [first] = paths;
        if (first === undefined) return;
        page.window?.webContents.startDrag({ file: first, files: [...paths], icon: picture ?? parts.dragIcon });
      });
  });

  const state = (): DesktopState => ({
    choices: choices.get(),
    startAtLogin: login?.get() ?? null,
    update: parts.updates.state(),
  });
  messages.answer<DesktopState | null>(CHANNELS.desktop, null, (said) => {
    const change = desktopChange.safeParse(said ?? {});
    if (change.success) {
      const { startAtLogin, ...chosen } = change.data;
      choices.change(chosen);
      if (startAtLogin !== undefined) login?.set(startAtLogin);
    }
    return state();
  });
  messages.on(CHANNELS.update, (said) => {
    const order = updateOrder.safeParse(said);
    if (order.success) void parts.updates.order(order.data);
  });
  messages.on(CHANNELS.openFolder, (said) => {
    const which = folder.safeParse(said);
    const derived = studio()?.derivedDir;
    if (!which.success || !derived) return;
    const data = dirname(derived);
    void electron.shell.openPath(which.data === 'logs' ? join(data, 'logs') : data);
  });

  return {
    /** The studio is there again: who waits for a line gets one. */
    studioIsThere(): void {
      const request = waiting;
      waiting = null;
      if (request) giveLine(request);
    },
    tellState: () => page.tell(CHANNELS.desktopChanged, state()),
  };
}

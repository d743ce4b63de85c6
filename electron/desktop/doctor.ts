import { join } from 'node:path';
import { fromCore } from './core-messages.ts';
import type { DesktopElectron } from './electron.ts';
import { createHelperProcesses } from './helper-processes.ts';
import { languageOf, WORDS } from './words.ts';

const DOCTOR = '--doctor';

/** What of a start matters here. */
interface DoctorStart {
  readonly dataDir: string | null;
  readonly distDir: string;
  readonly server: string | null;
  readonly print?: (line: string) => Promise<void>;
}

/** Whether this start is only to say whether everything the studio depends on works. */
export function asksForDoctor(argv: readonly string[], isPackaged: boolean): boolean {
  // Unpackaged, the second word is the application's own folder.
  return argv.slice(isPackaged ? 1 : 2).includes(DOCTOR);
}

/**
 * Prints what the doctor finds and ends with 0 when all is well, 1 when something needs attention. No window, no icon, no lock:
 * a studio that is open goes on undisturbed, and what Chromium keeps for it is left alone.
 */
export async function runDesktopDoctor(
  electron: Pick<DesktopElectron, 'app' | 'utilityProcess'>,
  { dataDir, distDir, server, print = () => Promise.resolve() }: DoctorStart,
): Promise<void> {
  const { app } = electron;
  const userData = dataDir ? join(dataDir, 'desktop') : app.getPath('userData');
  const dumps = app.getPath('crashDumps');
  app.setPath('userData', join(userData, 'doctor'));
  await app.whenReady();
  const locale = app.getLocale();
  const program = (name: string) => join(distDir, 'node', `${name}.js`);
  const printed: Promise<void>[] = [];
  const ok = await new Promise<boolean>((resolve) => {
    const core = electron.utilityProcess.fork(
      program('core-process'),
      [
        DOCTOR,
        ...['--version', app.getVersion(), '--locale', locale, '--desktop', userData, '--dumps', dumps],
        ...(dataDir ? ['--data', dataDir] : []),
        ...(server ? ['--server', server] : []),
      ],
      { serviceName: 'Pouire Studio', stdio: 'inherit' },
    );
    const helpers = createHelperProcesses({ electron, program, say: (message) => core.postMessage(message) });
    let isOver = false;
    core.on('message', (said) => {
      const message = fromCore.safeParse(said).data;
      if (message?.type === 'diagnosis') printed.push(print(message.line));
      else if (message?.type === 'start-helper') helpers.start(message.helper, message.entry, message.args);
      else if (message?.type === 'tell-helper') helpers.tell(message.helper, message.message);
      else if (message?.type === 'end-helper') helpers.end(message.helper);
      else if (message?.type === 'diagnosed') {
        isOver = true;
        resolve(message.ok);
        core.postMessage({ type: 'close' });
      }
    });
    core.on('exit', () => {
      helpers.endAll();
      if (!isOver) printed.push(print(WORDS[languageOf(locale)].stoppedTitle));
      resolve(false);
    });
  });
  await Promise.all(printed);
  app.exit(ok ? 0 : 1);
}

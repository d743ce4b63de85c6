import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lazySandbox } from '../../adapters/sandbox/lazy-sandbox.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { sandboxFolder } from '../data-folder.ts';
import { portTaken } from '../port-taken.ts';
import { findRunning, leaveAddress } from '../running-studio.ts';
import { startWebHost } from '../web-host.ts';
import { whenAborted } from '../when-aborted.ts';

export interface ServeOptions {
  readonly port: number;
  readonly server?: string;
  readonly sandbox?: boolean;
  /** Also give an address that works once, to open a browser's window with. */
  readonly window?: boolean;
}

/**
 * The app in a browser on this machine, until interrupted. Prints its address once it answers. The local marketplace is
 * started at once where she works with it (or `--sandbox` says so), else when she first asks for it.
 */
export async function serve(context: CommandContext, options: ServeOptions): Promise<CommandResult> {
  const { terminal, application } = context;
  const open = await findRunning(context.dataDir);
  if (open !== null) {
    terminal.address({ url: open, alreadyOpen: true });
    if (terminal.interactive) {
      terminal.say('serve.already-open');
      terminal.line(open);
    }
    return { exitCode: 0 };
  }
  const sandbox = lazySandbox(sandboxFolder(context.dataDir));
  let forget = () => {};
  try {
    const ended = Promise.withResolvers<never>();
    // Said to whoever waits below; nobody may wait yet.
    ended.promise.catch(() => {});
    const surroundings = {
      sandbox: options.server === undefined && sandbox.start,
      server: options.server ?? null,
      restart: () => void reopen().catch(ended.reject),
    };
    let studio = await context.studio('web', surroundings);
    /** Another studio on the same data, at the same address: a restored catalogue is in place then. */
    const reopen = async () => {
      host.hold();
      await studio.close();
      studio = await context.studio('web', surroundings);
      host.serve({ router: studio.router, picture: studio.library.pictureFile });
      studio.start();
    };
    const account = await studio.client.account.current();
    if (options.sandbox || account?.isSandbox) {
      await sandbox.start().catch((error: Error) => terminal.notice('sandbox.missing', { message: error.message }));
    }
    const host = await startWebHost({
      router: studio.router,
      picture: studio.library.pictureFile,
      takeFile: (id, file, content) => studio.library.imports.receiveOne(id, file, content),
      pageFolder: application.pageFolder,
      port: options.port,
      log: studio.log,
    }).catch((error: unknown) => Promise.reject(portTaken(error, options.port)));
    forget = leaveAddress(context.dataDir, host.url, studio.log);
    if (!existsSync(join(application.pageFolder, 'index.html'))) terminal.notice('serve.page-missing');
    terminal.address({ url: host.url, ...(options.window && { windowUrl: host.windowUrl() }) });
    if (terminal.interactive) {
      terminal.say('serve.ready');
      terminal.line(host.url);
    }
    // While the window opens: what it begins with takes a moment of its own.
    studio.start();
    await Promise.race([whenAborted(context.signal), ended.promise]);
    await host.close();
    return { exitCode: 0 };
  } finally {
    forget();
    await sandbox.stop();
  }
}

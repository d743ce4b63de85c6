import { readAppLink } from '../../../shared/domain/app-link.ts';
import { HIDDEN } from '../background/login-item.ts';
import type { DesktopApp } from '../electron.ts';
import { openedByArguments } from './arguments.ts';
import type { OpenedThings } from './opened.ts';

/**
 * Everything by which a system hands files and links to the application: the command line of this start and of a second one
 * (Windows, Linux), events (macOS; also before the application is ready). `show` brings the window to her.
 */
export function hearOpening(
  app: Pick<DesktopApp, 'on' | 'isPackaged'>,
  opened: OpenedThings,
  show: () => void,
): { takeArguments(argv: readonly string[], workingDirectory: string): void } {
  function takeArguments(argv: readonly string[], workingDirectory: string): void {
    const { links, paths } = openedByArguments(argv, workingDirectory, app.isPackaged);
    for (const link of links) opened.link(link);
    if (paths.length > 0) void opened.paths(paths);
  }

  app.on('second-instance', (_event, argv, workingDirectory) => {
    if (!argv.includes(HIDDEN)) show();
    takeArguments(argv, workingDirectory);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opened.path(path);
    show();
  });
  app.on('open-url', (event, address) => {
    event.preventDefault();
    const link = readAppLink(address);
    if (!link) return;
    opened.link(link);
    show();
  });
  return { takeArguments };
}

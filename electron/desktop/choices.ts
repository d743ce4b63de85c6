import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DEFAULT_CHOICES, type DesktopChoices, desktopChoices } from '../../shared/desktop-state.ts';
import { makeFolder } from '../files/make-folder.ts';

/** Her choices about the window, kept in `file`. What cannot be read is as if never chosen, field by field. */
export function openChoices(file: string) {
  let kept = read(file);
  return {
    get: (): DesktopChoices => kept,
    change(change: { [Name in keyof DesktopChoices]?: DesktopChoices[Name] | undefined }): void {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      kept = desktopChoices.parse({ ...kept, ...given });
      try {
        makeFolder(dirname(file));
        writeFileSync(`${file}.new`, JSON.stringify(kept));
        renameSync(`${file}.new`, file);
      } catch {
        // A full disk: the choice holds until the application ends.
      }
    },
  };
}

function read(file: string): DesktopChoices {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return DEFAULT_CHOICES;
  }
  const kept = Object.entries(desktopChoices.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(typeof written === 'object' && written !== null ? Reflect.get(written, name) : null);
    return value.success ? [[name, value.data]] : [];
  });
  return desktopChoices.parse({ ...DEFAULT_CHOICES, ...Object.fromEntries(kept) });
}

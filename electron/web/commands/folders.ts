import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Folder } from '../../../shared/contract/library.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { ignorePattern } from '../../../shared/domain/folder-rules.ts';
import type { CommandContext, CommandResult } from '../command.ts';

/** What is said of a folder's rules; undefined: stays as it is. */
export interface FolderWords {
  /** Patterns that are added; false: all go. */
  readonly ignore?: readonly string[] | false;
  readonly subfolders?: boolean;
  readonly pause?: boolean;
  readonly preview?: boolean;
  /** Where the folder lies by now. */
  readonly movedTo?: string;
}

/** How long (ms) between looks whether the catalogue follows the rules. */
const LOOK_MS = 50;

/**
 * The watched folders with their rules, or other rules for one of them, or another place. Errors: folder-missing, and those of
 * folders.relocate.
 */
export async function folders(
  context: CommandContext,
  asked: string | undefined,
  words: FolderWords,
): Promise<CommandResult> {
  const { client } = await context.studio();
  if (asked === undefined) {
    const all = await client.folders.list();
    if (all.length === 0) context.terminal.say('folders.none');
    for (const folder of all) sayFolder(context, folder);
    return { exitCode: 0, json: { folders: all } };
  }
  const folder = await watched(context, await client.folders.list(), asked);
  if (words.movedTo !== undefined) {
    const path = resolve(context.workingFolder, words.movedTo);
    const moved = await client.folders.relocate({ id: folder.id, path });
    sayFolder(context, moved);
    return { exitCode: 0, json: { folder: moved } };
  }
  const rules = {
    ...(words.subfolders !== undefined && { subfolders: words.subfolders }),
    ...(words.pause !== undefined && { paused: words.pause }),
    ...(words.ignore === false && { ignore: [] }),
    ...(Array.isArray(words.ignore) && {
      ignore: [...folder.rules.ignore, ...words.ignore.map((pattern) => ignorePattern.parse(pattern))],
    }),
  };
  const preview = await client.folderRules.preview({ id: folder.id, rules });
  if (words.preview || Object.keys(rules).length === 0) {
    if (words.preview) context.terminal.say('folders.preview', { leave: preview.leave, comeBack: preview.comeBack });
    else sayFolder(context, folder);
    return { exitCode: 0, json: { folder, preview } };
  }
  let kept = await client.folderRules.set({ id: folder.id, rules });
  while (kept.rulesPending) {
    context.signal.throwIfAborted();
    await new Promise((done) => setTimeout(done, LOOK_MS));
    kept = (await client.folders.list()).find(({ id }) => id === folder.id) ?? kept;
  }
  sayFolder(context, kept);
  return { exitCode: 0, json: { folder: kept, preview } };
}

async function watched({ workingFolder }: CommandContext, all: readonly Folder[], asked: string): Promise<Folder> {
  const path = resolve(workingFolder, asked);
  const real = await realpath(path).catch(() => path);
  const folder = all.find((one) => one.path === path || one.path === real);
  if (!folder) throw new StudioError('folder-missing', { path });
  return folder;
}

function sayFolder({ terminal }: CommandContext, { path, photoCount, state, rules }: Folder): void {
  terminal.line(path);
  terminal.say('folders.line', {
    photos: photoCount,
    state,
    subfolders: rules.subfolders ? 'yes' : 'no',
    paused: rules.paused ? 'yes' : 'no',
  });
  for (const pattern of rules.ignore) terminal.line(`    ${pattern}`);
}

import { type WordField, wordField } from '../../../shared/domain/word-edit.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';

export interface ReplaceOptions {
  readonly find: string;
  readonly by: string;
  readonly in?: readonly WordField[];
  readonly matchCase?: boolean;
  readonly matchAccents?: boolean;
  readonly wholeWord?: boolean;
  readonly dryRun?: boolean;
}

/** Photos shown to a person; a program gets up to 200. */
const SHOWN = 20;

/** Finds words and replaces them, in one step; `--dry-run` only shows what would change. */
export async function replace(
  context: CommandContext,
  words: PhotoWords,
  options: ReplaceOptions,
): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const selection = await choosePhotos(client, words);
  const edit = {
    kind: 'replace' as const,
    find: options.find,
    by: options.by,
    fields: options.in ? [...options.in] : [...wordField.options],
    matchCase: options.matchCase ?? false,
    matchAccents: options.matchAccents ?? false,
    wholeWord: options.wholeWord ?? false,
  };
  if (!options.dryRun) {
    const result = await client.wording.apply({ selection, edit, name: 'replace-words' });
    terminal.say('review.updated', { count: result.updated });
    return { exitCode: 0, json: result };
  }
  const preview = await client.wording.preview({ selection, edit, examples: terminal.json ? 200 : SHOWN });
  terminal.say('replace.would', { changed: preview.changed, photos: preview.photos });
  if (!terminal.json)
    for (const { fileName, before, after } of preview.examples)
      for (const field of wordField.options)
        if (after[field] !== undefined)
          terminal.line(`  ${fileName}: ${String(before[field])} → ${String(after[field])}`);
  return { exitCode: 0, json: preview };
}

import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';

export interface SpellOptions {
  readonly suggest?: boolean;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly own?: boolean;
}

/** Words shown to a person; a program gets up to 2,000, with up to 1,000 photos each. */
const SHOWN = 40;
const MOST = 2_000;
const PHOTOS = 1_000;

/** The doubtful words of titles and captions; or her own dictionary, told and changed. */
export async function spell(context: CommandContext, words: PhotoWords, options: SpellOptions): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  if (options.own || options.add || options.remove) {
    for (const word of options.add ?? []) await client.spelling.add({ word });
    for (const word of options.remove ?? []) await client.spelling.remove({ word });
    const own = await client.spelling.own();
    terminal.say('spell.own', { count: own.length });
    for (const word of own) terminal.line(`  ${word}`);
    return { exitCode: 0, json: { own } };
  }
  const told = await client.spelling.overview({
    selection: await choosePhotos(client, words),
    limit: terminal.json ? MOST : SHOWN,
    examples: terminal.json ? PHOTOS : 0,
  });
  const found = [];
  for (const { word, languages, photos, examples } of told.words) {
    const suggestions = options.suggest ? await client.spelling.suggest({ word, languages }) : undefined;
    found.push({ word, languages, count: photos, photos: examples, ...(suggestions && { suggestions }) });
  }
  terminal.say('spell.found', { doubtful: told.doubtful, photos: told.photos });
  for (const { word, count, suggestions } of found)
    terminal.line(
      `  ${word}  ${terminal.text('spell.photos', { count })}${suggestions?.length ? `  → ${suggestions.join(', ')}` : ''}`,
    );
  if (told.more > 0) terminal.line(`  … ${String(told.more)}`);
  return { exitCode: 0, json: { photos: told.photos, doubtful: told.doubtful, words: found, more: told.more } };
}

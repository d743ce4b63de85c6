import { RIGHTS_FIELDS, type RightsField, rightsPatch } from '../../../shared/domain/photo-rights.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export type RightsOptions = { readonly [Field in RightsField]?: string };

/** Says the rights that photos have in common, or changes those that are given: an empty one is as her identity says. */
export async function rights(
  { studio, terminal }: CommandContext,
  words: PhotoWords,
  options: RightsOptions,
): Promise<CommandResult> {
  const given = RIGHTS_FIELDS.flatMap((field) => {
    const value = options[field];
    return value === undefined ? [] : [[field, value.trim() === '' ? null : value] as const];
  });
  const patch = rightsPatch.safeParse(Object.fromEntries(given));
  if (!patch.success) throw new UsageError('use.no-change');
  const { client } = await studio();
  const selection = await choosePhotos(client, words);
  if (given.length > 0) {
    const result = await client.rights.set({ selection, patch: patch.data });
    terminal.say('review.updated', { count: result.updated });
    return { exitCode: 0, json: result };
  }
  const common = await client.rights.of({ selection });
  for (const field of RIGHTS_FIELDS) {
    const value = common.mixed.includes(field) ? '…' : common.rights[field];
    if (value !== undefined) terminal.line(`  ${field}  ${value}`);
  }
  return { exitCode: 0, json: common };
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StudioError } from '../../../shared/domain/errors.ts';
import { PICTURE_FILE_LIMIT } from '../../../shared/domain/profile.ts';
import type { CommandContext, CommandResult } from '../command.ts';

export interface ProfileOptions {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly bio?: string;
  readonly picture?: string;
}

/** Who she is on the marketplace; what is given is changed. A picture is cut to the square in its middle. */
export async function profile(context: CommandContext, { picture, ...words }: ProfileOptions): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  let mine = await client.profile.mine();
  if (mine === null) throw new StudioError('not-signed-in', {});
  if (Object.keys(words).some((word) => WORDS.some((known) => known === word)))
    mine = await client.profile.setWords({
      firstName: words.firstName ?? mine.words.firstName,
      lastName: words.lastName ?? mine.words.lastName,
      phone: words.phone ?? mine.words.phone,
      bio: words.bio ?? mine.words.bio,
    });
  if (picture !== undefined) {
    const path = resolve(context.workingFolder, picture);
    const content = await readFile(path).catch((cause: unknown) => {
      throw new StudioError('file-missing', { path }, { cause });
    });
    if (content.length > PICTURE_FILE_LIMIT)
      throw new StudioError('picture-too-big', { bytes: content.length, limit: PICTURE_FILE_LIMIT });
    mine = await client.profile.setPicture({ file: content.toString('base64'), cut: null });
  }
  const { firstName, lastName, phone, bio } = mine.words;
  terminal.say('profile.line', { name: `${firstName} ${lastName}`.trim(), email: mine.email, status: mine.status });
  for (const line of [phone, bio]) if (line !== '') terminal.line(line);
  const state = mine.picture?.state ?? null;
  terminal.say('profile.picture', { state, side: mine.picture?.side ?? 0 });
  if (mine.isUnsaid) terminal.notice('profile.unsaid');
  return {
    exitCode: 0,
    json: {
      ...mine.words,
      email: mine.email,
      status: mine.status,
      asOf: mine.asOf,
      unsaid: mine.isUnsaid,
      picture: mine.picture && { state: mine.picture.state, side: mine.picture.side, addedAt: mine.picture.addedAt },
    },
  };
}

const WORDS: readonly string[] = ['firstName', 'lastName', 'phone', 'bio'];

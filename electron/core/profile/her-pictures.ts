import { createHash } from 'node:crypto';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { PICTURE_FILE_LIMIT, type SquareCut } from '../../../shared/domain/profile.ts';
import { asAccount } from '../account/as-account.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { PortraitRequest } from '../ports/images.ts';
import type { ProfileRepository } from './profile.repository.ts';

interface PictureParts {
  readonly session: Session;
  readonly repository: ProfileRepository;
}

/**
 * Her picture: made here, kept here, told to the marketplace when it can be, fetched back where there is none. What the
 * marketplace says of it never takes one away: an answer without a picture is common after other changes of the profile.
 */
export function createHerPictures({ ports, log }: StudioContext, { session, repository }: PictureParts) {
  async function draw(request: PortraitRequest): Promise<{ jpeg: Uint8Array; width: number; height: number }> {
    if (request.content.length > PICTURE_FILE_LIMIT)
      throw new StudioError('picture-too-big', { bytes: request.content.length, limit: PICTURE_FILE_LIMIT });
    if (!ports.images.portrait) throw new StudioError('not-supported-here', { what: 'portrait' });
    const portrait = await ports.images.portrait(request);
    if (portrait.outcome === 'portrait') return portrait;
    throw new StudioError('picture-unusable', { kind: portrait.kind, format: portrait.format });
  }

  const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

  /** Later than every choice before it, whatever the clock says. */
  function chosenNow(accountId: number): number {
    return Math.max(ports.clock.now(), (repository.current(accountId)?.chosen_at ?? 0) + 1);
  }

  async function set(accountId: number, content: Uint8Array, cut: SquareCut | null): Promise<void> {
    const { jpeg, width } = await draw({ content, cut: cut ?? 'middle' });
    const now = ports.clock.now();
    repository.addPicture({
      account_id: accountId,
      sha256: sha256(jpeg),
      jpeg,
      side: width,
      added_at: now,
      chosen_at: chosenNow(accountId),
      origin: 'hers',
      state: 'kept',
    });
  }

  /** Tells the marketplace of the picture she has, where it does not have it. A « no » is kept; no answer is tried again. */
  async function tell(accountId: number, signal: AbortSignal): Promise<void> {
    const current = repository.current(accountId);
    if (current?.state !== 'kept') return;
    try {
      const answer = await asAccount(
        session,
        accountId,
        ({ token, marketplace }) => marketplace.profile.setPicture(token, current.jpeg, signal),
        signal,
      );
      if (answer.outcome === 'unsupported') repository.changePicture(current.id, { state: 'unsupported' });
      // What it makes of the picture is looked at with the next reading.
      else
        repository.changePicture(current.id, {
          state: 'sent',
          remote_url: answer.url === null ? null : placeOf(answer.url),
          remote_sha256: null,
        });
    } catch (error) {
      if (!isStudioError(error, 'server-refused')) throw error;
      log.warn('picture refused by the marketplace', { error });
      repository.changePicture(current.id, { state: 'refused' });
    }
  }

  /** What the marketplace shows: one of hers, or one that is new here and kept. */
  async function compare(accountId: number, url: string | null, signal: AbortSignal): Promise<boolean> {
    if (url === null) return false;
    const pictures = repository.everyPicture(accountId);
    const place = placeOf(url);
    const current = repository.current(accountId) ?? undefined;
    const known = pictures.find((picture) => picture.remote_url === place);
    if (known !== undefined && (known.remote_sha256 !== null || known.id !== current?.id)) return false;
    const content = await asAccount(
      session,
      accountId,
      ({ marketplace }) => marketplace.profile.picture(url, signal),
      signal,
    );
    if (content === null) return false;
    const digest = sha256(content);
    const same = pictures.find((picture) => picture.remote_sha256 === digest || picture.sha256 === digest) ?? known;
    // The first that is read after hers was told is what the marketplace made of it.
    const made = current?.state === 'sent' && current.remote_sha256 === null && current.remote_url === null;
    const owner = same ?? (made ? current : undefined);
    if (owner !== undefined) {
      repository.changePicture(owner.id, { remote_url: place, remote_sha256: digest });
      return false;
    }
    const { jpeg, width } = await draw({ content, cut: 'middle' });
    // One of hers that could not be told yet is newer than what the marketplace still shows.
    const isNewer = current === undefined || current.state === 'sent';
    repository.addPicture({
      account_id: accountId,
      sha256: sha256(jpeg),
      jpeg,
      side: width,
      added_at: ports.clock.now(),
      chosen_at: isNewer ? chosenNow(accountId) : 0,
      origin: 'marketplace',
      state: 'sent',
      remote_url: place,
      remote_sha256: digest,
    });
    return true;
  }

  /** An earlier one again. Errors: picture-unknown. */
  function choose(accountId: number, id: number): void {
    if (repository.picture(accountId, id) === null) throw new StudioError('picture-unknown', {});
    repository.changePicture(id, {
      chosen_at: chosenNow(accountId),
      state: 'kept',
      remote_url: null,
      remote_sha256: null,
    });
  }

  /** An earlier one for good. Errors: picture-unknown, picture-in-use. */
  function remove(accountId: number, id: number): void {
    if (repository.picture(accountId, id) === null) throw new StudioError('picture-unknown', {});
    if (repository.current(accountId)?.id === id) throw new StudioError('picture-in-use', {});
    repository.removePicture(id);
  }

  /** A server that had no way to take a picture may have one by now. */
  function tryAgain(accountId: number): void {
    const current = repository.current(accountId);
    if (current?.state === 'unsupported') repository.changePicture(current.id, { state: 'kept' });
  }

  return { draw, set, tell, compare, choose, remove, tryAgain };
}

/** The address without its server: a local marketplace has another port with every start. */
function placeOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

import type { Connection, Profile, ProfilePicture } from '../../../shared/contract/profile.contract.ts';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import type { ProfileWords } from '../../../shared/domain/profile.ts';
import type { LastProblem } from '../account/account.ts';
import { asAccount } from '../account/as-account.ts';
import type { Credentials } from '../account/create-session.ts';
import { type CurrentAccount, type Session, signedInAccount } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { createHerPictures } from './her-pictures.ts';
import { type PictureRow, profileRepository } from './profile.repository.ts';

/** The profile changes rarely: read again after this, ms, unless something is to be told. */
const READ_EVERY_MS = 15 * 60_000;

interface ProfileParts {
  readonly session: Session;
  readonly login: (credentials: Credentials) => Promise<unknown>;
  readonly current: () => Promise<{ readonly remembered: boolean } | null>;
  readonly lastProblem: () => LastProblem | null;
}

/** Who she is: kept here, told to the marketplace when it can be reached. */
export function createProfile(context: StudioContext, parts: ProfileParts) {
  const { db, events, log, ports, lifetime } = context;
  const { session } = parts;
  const repository = profileRepository(db);
  const pictures = createHerPictures(context, { session, repository });
  let syncing: { accountId: number; done: Promise<void> } | null = null;

  const tell = (): void => events.emit({ type: 'profile-changed' });

  async function tellWords(accountId: number, signal: AbortSignal): Promise<void> {
    const words = repository.profile(accountId)?.unsaid;
    if (!words) return;
    await asAccount(
      session,
      accountId,
      ({ token, marketplace }) => marketplace.profile.update(token, words, signal),
      signal,
    );
    db.transaction(() => {
      const kept = repository.profile(accountId);
      repository.keep(accountId, words, kept?.email ?? '', ports.clock.now());
      // Changed once more meanwhile: that is still to be told.
      if (JSON.stringify(kept?.unsaid) === JSON.stringify(words)) repository.setUnsaid(accountId, null);
      repository.setName(accountId, nameOf(words));
    });
    events.emit({ type: 'account-changed' });
  }

  async function read(accountId: number, signal: AbortSignal): Promise<void> {
    const remote = await asAccount(
      session,
      accountId,
      ({ token, marketplace }) => marketplace.profile.read(token, signal),
      signal,
    );
    const { firstName, lastName, phone, bio } = remote;
    repository.keep(accountId, cutTo({ firstName, lastName, phone, bio }), remote.email, ports.clock.now());
    await pictures.compare(accountId, remote.pictureUrl, signal);
  }

  async function exchange(accountId: number, signal: AbortSignal): Promise<void> {
    await tellWords(accountId, signal);
    await pictures.tell(accountId, signal);
    await read(accountId, signal);
    tell();
  }

  /** One at a time; one that is asked for while another runs waits for it and goes after it. */
  async function exchangeNow(accountId: number, signal: AbortSignal): Promise<void> {
    await syncing?.done.catch(() => undefined);
    const done = exchange(accountId, signal).finally(() => {
      if (syncing?.done === done) syncing = null;
    });
    syncing = { accountId, done };
    await done;
  }

  function isDue(accountId: number): boolean {
    const kept = repository.profile(accountId);
    if (kept === null || kept.fetchedAt === null || kept.unsaid !== null) return true;
    if (repository.current(accountId)?.state === 'kept') return true;
    return Math.abs(ports.clock.now() - kept.fetchedAt) > READ_EVERY_MS;
  }

  /** With every look at the marketplace. Nothing of the profile stands in the way of the rest. */
  async function sync(accountId: number, signal: AbortSignal): Promise<void> {
    if (!isDue(accountId)) return;
    await exchangeNow(accountId, signal).catch((error: unknown) => {
      if (!isStudioError(error)) throw error;
      log.info('profile not exchanged', { code: error.code });
      // What the marketplace does not want is not offered for ever.
      if (isStudioError(error, 'server-refused') && error.facts.status === 422) repository.setUnsaid(accountId, null);
    });
  }

  /** After a change: told now where that can be, otherwise with the next look. */
  async function tellSoon(accountId: number): Promise<void> {
    tell();
    await exchangeNow(accountId, lifetime).catch((error: unknown) => {
      if (!isStudioError(error)) throw error;
      log.info('profile told later', { code: error.code });
    });
    tell();
  }

  async function setWords(words: ProfileWords): Promise<Profile> {
    const { id } = signedInAccount(session);
    repository.setUnsaid(id, words);
    tell();
    try {
      await exchangeNow(id, lifetime);
    } catch (error) {
      if (!isStudioError(error)) throw error;
      if (isStudioError(error, 'server-refused') && error.facts.status === 422) {
        repository.setUnsaid(id, null);
        tell();
        throw error;
      }
      log.info('profile told later', { code: error.code });
    }
    return mine(signedInAccount(session));
  }

  async function setPicture(file: string, cut: Parameters<typeof pictures.set>[2]): Promise<Profile> {
    const { id } = signedInAccount(session);
    await pictures.set(id, Buffer.from(file, 'base64'), cut);
    await tellSoon(id);
    return mine(signedInAccount(session));
  }

  async function changePassword(current: string, next: string): Promise<void> {
    const { id, server, email, isSandbox } = signedInAccount(session);
    const outcome = await asAccount(
      session,
      id,
      ({ token, marketplace }) => marketplace.profile.changePassword(token, current, next, lifetime),
      lifetime,
    );
    if (outcome === 'wrong') throw new StudioError('password-wrong', {});
    // The keychain's is the old one, and a server may end the sessions that the old one began.
    const remember = (await parts.current())?.remembered ?? false;
    await parts.login({ server, email, password: next, remember, isSandbox }).catch((error: unknown) => {
      log.warn('not signed in again with the new password', { error });
    });
  }

  function mine({ id, name, email }: CurrentAccount): Profile {
    const kept = repository.profile(id);
    const picture = repository.current(id);
    const [firstName = '', ...rest] = name.split(' ');
    const words = kept?.unsaid ?? kept?.words ?? { firstName, lastName: rest.join(' '), phone: '', bio: '' };
    const status = repository.standing(id);
    return {
      words,
      email: kept?.email || email,
      status:
        status === 'pending' || status === 'approved' || status === 'rejected' || status === 'suspended'
          ? status
          : null,
      asOf: kept?.fetchedAt ?? null,
      isUnsaid: kept?.unsaid != null,
      picture: picture === null ? null : asPicture(picture),
    };
  }

  async function connection(): Promise<Connection> {
    const current = session.current();
    const lastProblem = parts.lastProblem();
    const problem = lastProblem && { ...lastProblem, facts: { ...lastProblem.facts } };
    if (current === null) return { server: null, addresses: [], lastProblem: problem };
    const addresses = await ports.connectMarketplace(current.server).profile.healths(lifetime);
    return { server: current.server, addresses: [...addresses], lastProblem: problem };
  }

  return {
    sync,
    /** Reads the profile as soon as somebody is signed in: after a reinstall her picture comes back by itself. */
    start(): void {
      session.onActive(() => {
        const current = session.current();
        if (current === null) return;
        pictures.tryAgain(current.id);
        void sync(current.id, lifetime).catch((error: unknown) => {
          if (!lifetime.aborted) log.error('profile not read', { error });
        });
      });
    },
    async stop(): Promise<void> {
      await syncing?.done.catch(() => undefined);
    },
    router: (os: ContractImplementer) => ({
      profile: {
        mine: os.profile.mine.handler(() => {
          const current = session.current();
          return current === null ? null : mine(current);
        }),
        setWords: os.profile.setWords.handler(({ input }) => setWords(input)),
        look: os.profile.look.handler(async ({ input }) => {
          const look = await pictures.draw({ content: Buffer.from(input.file, 'base64'), cut: 'look' });
          return { jpeg: Buffer.from(look.jpeg).toString('base64'), width: look.width, height: look.height };
        }),
        setPicture: os.profile.setPicture.handler(({ input }) => setPicture(input.file, input.cut)),
        pictures: os.profile.pictures.handler(() => {
          const current = session.current();
          return current === null ? [] : repository.pictures(current.id).map(asPicture);
        }),
        choosePicture: os.profile.choosePicture.handler(async ({ input }) => {
          const { id } = signedInAccount(session);
          pictures.choose(id, input.id);
          await tellSoon(id);
          return mine(signedInAccount(session));
        }),
        removePicture: os.profile.removePicture.handler(({ input }) => {
          pictures.remove(signedInAccount(session).id, input.id);
          tell();
          return {};
        }),
        changePassword: os.profile.changePassword.handler(async ({ input }) => {
          await changePassword(input.current, input.next);
          return {};
        }),
        sent: os.profile.sent.handler(({ input }) => {
          const current = session.current();
          return current === null ? { total: 0, items: [] } : repository.sent(current.id, input.limit, input.offset);
        }),
        connection: os.profile.connection.handler(() => connection()),
      },
    }),
  };
}

function asPicture(row: PictureRow): ProfilePicture {
  return {
    id: row.id,
    jpeg: Buffer.from(row.jpeg).toString('base64'),
    side: row.side,
    addedAt: row.added_at,
    origin: row.origin,
    state: row.state,
  };
}

function nameOf({ firstName, lastName }: ProfileWords): string {
  return `${firstName} ${lastName}`.trim();
}

/** What a server has beyond its own limits is cut, so that it can be told again. */
function cutTo(words: ProfileWords): ProfileWords {
  const cut = (text: string, most: number) => [...text.trim()].slice(0, most).join('');
  return {
    firstName: cut(words.firstName, 50),
    lastName: cut(words.lastName, 50),
    phone: cut(words.phone, 20),
    bio: cut(words.bio, 500),
  };
}

import type { DesktopChoices, UpdateOrder, UpdateState } from '../../../shared/desktop-state.ts';
import { type OfferedUpdate, UpdateFailed, type Updater } from './updater.ts';

/** The first look waits until the start is over; then twice a day, ms. */
const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 12 * 3_600_000;

export interface UpdatesOptions {
  /** null: this installation is not updated by itself (development, a package of the system's own). */
  readonly updater: (() => Promise<Updater>) | null;
  readonly choices: () => DesktopChoices;
  /** Photos are on their way: nothing is installed, and the line is theirs. */
  readonly isSending: () => boolean;
  /** Ends the studio cleanly; the updater ends the application after it. */
  readonly beforeInstall: () => Promise<void>;
  readonly onChange: (state: UpdateState) => void;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
  readonly now?: () => number;
}

export type Updates = ReturnType<typeof createUpdates>;

/**
 * Where the next version stands, and her orders about it. She is told when there is one; fetching and installing are hers to
 * say. While photos are being sent nothing is installed: her word is kept and carried out when the queue is empty.
 */
export function createUpdates(options: UpdatesOptions) {
  const now = options.now ?? Date.now;
  let state: UpdateState = options.updater ? { at: 'idle', lookedAt: null } : { at: 'off' };
  let offer: OfferedUpdate | null = null;
  let loaded: Promise<Updater> | null = null;
  let busy = false;
  let installWanted = false;
  let timer: NodeJS.Timeout | null = null;

  function become(next: UpdateState): void {
    state = next;
    options.onChange(next);
  }

  function updater(): Promise<Updater> {
    if (!options.updater) return Promise.reject(new Error('not updated by itself'));
    loaded ??= options.updater();
    return loaded;
  }

  /** One thing at a time; a failure becomes a state that says so. */
  async function during(work: (updater: Updater) => Promise<void>): Promise<void> {
    if (busy || !options.updater) return;
    busy = true;
    try {
      await work(await updater());
    } catch (error) {
      options.log('update failed', { error });
      become({ at: 'failed', reason: error instanceof UpdateFailed ? error.reason : 'unreachable' });
    } finally {
      busy = false;
    }
  }

  const look = () =>
    during(async (by) => {
      become({ at: 'looking' });
      offer = await by.look(options.choices().updateChannel);
      become(offer ? { at: 'found', ...offer } : { at: 'idle', lookedAt: now() });
    });

  const fetch = () =>
    during(async (by) => {
      const wanted = offer;
      if (!wanted) return;
      const { version } = wanted;
      become({ at: 'fetching', version, fraction: 0 });
      let told = 0;
      await by.fetch((fraction) => {
        if (fraction - told < 0.01) return;
        told = fraction;
        become({ at: 'fetching', version, fraction });
      });
      become({ at: 'ready', version, waitsForUploads: false });
    });

  async function install(): Promise<void> {
    if (state.at !== 'ready') return;
    installWanted = true;
    if (options.isSending()) {
      if (!state.waitsForUploads) become({ ...state, waitsForUploads: true });
      return;
    }
    await during(async (by) => {
      options.log('update is installed', { version: state.at === 'ready' ? state.version : '' });
      await options.beforeInstall();
      by.install();
    });
  }

  function later(): void {
    installWanted = false;
    if (state.at === 'ready') become({ ...state, waitsForUploads: false });
    else if (!busy && state.at !== 'off') become({ at: 'idle', lookedAt: now() });
  }

  function lookBySchedule(): void {
    timer = setTimeout(() => {
      const quiet = state.at === 'idle' || state.at === 'failed';
      if (quiet && options.choices().lookForUpdates && !options.isSending()) void look();
      timer = setTimeout(lookBySchedule, LOOK_EVERY_MS - FIRST_LOOK_MS);
      timer.unref();
    }, FIRST_LOOK_MS);
    timer.unref();
  }

  return {
    state: (): UpdateState => state,
    /** Begins looking by itself, as far as she wants that. */
    start(): void {
      if (options.updater) lookBySchedule();
    },
    end(): void {
      if (timer) clearTimeout(timer);
    },
    async order(order: UpdateOrder): Promise<void> {
      if (order === 'look') await look();
      else if (order === 'fetch') await fetch();
      else if (order === 'install') await install();
      else later();
    },
    /** The queue changed: what waited for it may go on. */
    async queueChanged(): Promise<void> {
      if (installWanted && !busy && state.at === 'ready' && !options.isSending()) await install();
    },
  };
}

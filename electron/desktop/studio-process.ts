import type { MessagePortMain } from 'electron';
import type { PictureKind } from '../../shared/domain/photo.ts';
import { createAsked } from './asked.ts';
import type { Sending } from './background/sending.ts';
import { type FromCore, fromCore, type ShownNotice, type ToCore } from './core-messages.ts';
import type { ChildProcess, DesktopElectron } from './electron.ts';
import { createHelperProcesses } from './helper-processes.ts';

export interface StudioProcessOptions {
  readonly electron: Pick<DesktopElectron, 'utilityProcess' | 'MessageChannelMain'>;
  /** Absolute path of a built program, by its name. */
  readonly program: (name: string) => string;
  /** Arguments of the core's process. Nothing secret: arguments can be read by every process of the machine. */
  readonly args: readonly string[];
  readonly onAvailable: (available: boolean) => void;
  readonly onLanguage: (language: 'fr' | 'en') => void;
  readonly onSending?: (queue: Sending) => void;
  readonly onNotice?: (notice: ShownNotice) => void;
  readonly onWithdrawnNotice?: (id: string) => void;
  /** A process ended that should not have, or was replaced: for the log. */
  readonly log?: (event: string, fields: Record<string, unknown>) => void;
  /** The studio cannot open, or died too often: it is not started again. */
  readonly onFailed: (title: string, message: string) => void;
  readonly restartDelayMs?: number;
  readonly heartbeatMs?: number;
}

/** Where photos lie, for a drag. */
export interface FoundFiles {
  readonly paths: readonly string[];
  readonly picture: string | null;
}

export type StudioProcess = ReturnType<typeof startStudioProcess>;

/** Deaths within this time count together; after so many, a person is told instead of starting it once more. */
const DEATHS_WINDOW_MS = 60_000;
const DEATHS_ALLOWED = 5;
const RESTART_DELAY_MS = 250;
/** A core that has not answered for two beats hangs and is replaced. Its queries are short; its long work is elsewhere. */
const HEARTBEAT_MS = 30_000;
/**
 * Bytes of memory that the core may hold, and for how many beats in a row it may hold more before it is asked to end and
 * started anew: a leak must not take the whole computer. At rest it holds a tenth of it.
 */
const MEMORY_ALLOWED = 2_000_000_000;
const BEATS_ABOVE = 3;
const PICTURE_TIMEOUT_MS = 10_000;
/** Paths for a drag: the hand is moving already. */
const FILES_TIMEOUT_MS = 2_000;
/** Two tries of an image process at 30 s each, and some patience. */
const FULL_PICTURE_TIMEOUT_MS = 70_000;

/**
 * The process in which the studio runs. Starts it, starts it again when it dies or hangs, hands out lines to it, and relays.
 * What the lines carry is between the page and the studio.
 */
export function startStudioProcess(options: StudioProcessOptions) {
  const { electron } = options;
  let child: ChildProcess | null = null;
  let available = false;
  let derivedDir: string | null = null;
  let ending: { resolve: () => void } | null = null;
  let ended = false;
  let deaths: number[] = [];
  let beat: NodeJS.Timeout | null = null;
  let restart: NodeJS.Timeout | null = null;
  let unanswered = 0;
  let lastRequest = 0;
  let beatsAbove = 0;
  const pictures = createAsked<string | null>(null);
  const files = createAsked<FoundFiles>({ paths: [], picture: null });
  const log = options.log ?? (() => {});
  const helpers = createHelperProcesses({
    electron,
    program: options.program,
    say: (message) => send(message),
  });

  function send(message: ToCore, ports: MessagePortMain[] = []): void {
    child?.postMessage(message, ports);
  }

  function start(): void {
    const started = electron.utilityProcess.fork(options.program('core-process'), [...options.args], {
      serviceName: 'Pouire Studio',
      stdio: 'inherit',
    });
    child = started;
    unanswered = 0;
    beatsAbove = 0;
    started.on('message', (message) => {
      if (started !== child) return;
      const parsed = fromCore.safeParse(message);
      if (parsed.success) receive(parsed.data);
    });
    started.on('exit', (exitCode) => {
      if (started !== child) return;
      if (!ending) log('studio process ended', { exitCode, pid: started.pid });
      lost();
    });
    beat = setInterval(() => {
      if (unanswered >= 2) {
        log('studio process does not answer', { pid: started.pid });
        started.kill();
        return;
      }
      unanswered += 1;
      lastRequest += 1;
      send({ type: 'ping', request: lastRequest });
    }, options.heartbeatMs ?? HEARTBEAT_MS);
    beat.unref();
  }

  function receive(message: FromCore): void {
    switch (message.type) {
      case 'ready':
        derivedDir = message.derivedDir;
        setAvailable(true);
        return;
      case 'failed':
        ended = true;
        options.onFailed(message.title, message.message);
        return;
      case 'language':
        options.onLanguage(message.language);
        return;
      case 'picture':
        pictures.answer(message.request, message.path);
        return;
      case 'start-helper':
        helpers.start(message.helper, message.entry, message.args);
        return;
      case 'tell-helper':
        helpers.tell(message.helper, message.message);
        return;
      case 'end-helper':
        helpers.end(message.helper);
        return;
      case 'pong':
        unanswered = 0;
        watchMemory(message.bytes ?? 0);
        return;
      case 'sending':
        options.onSending?.(message.queue);
        return;
      case 'notice':
        options.onNotice?.(message.notice);
        return;
      case 'withdraw-notice':
        options.onWithdrawnNotice?.(message.id);
        return;
      case 'files':
        files.answer(message.request, { paths: message.paths, picture: message.picture });
        return;
      // Said by a core that was started for that alone (doctor.ts).
      case 'diagnosis':
      case 'diagnosed':
        return;
      default:
        message satisfies never;
    }
  }

  /** It closes as when the application ends, so nothing is lost; its end is what starts the next one. */
  function watchMemory(bytes: number): void {
    beatsAbove = bytes > MEMORY_ALLOWED ? beatsAbove + 1 : 0;
    if (beatsAbove < BEATS_ABOVE) return;
    beatsAbove = 0;
    log('studio process holds too much memory', { bytes });
    send({ type: 'close' });
  }

  function lost(): void {
    child = null;
    if (beat) clearInterval(beat);
    helpers.endAll();
    pictures.giveUp();
    files.giveUp();
    setAvailable(false);
    if (ending || ended) {
      ended = true;
      ending?.resolve();
      return;
    }
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < DEATHS_WINDOW_MS), now];
    if (deaths.length > DEATHS_ALLOWED) {
      ended = true;
      options.onFailed('', '');
      return;
    }
    restart = setTimeout(start, (options.restartDelayMs ?? RESTART_DELAY_MS) * deaths.length);
  }

  function setAvailable(now: boolean): void {
    if (available === now) return;
    available = now;
    options.onAvailable(now);
  }

  start();

  return {
    get available(): boolean {
      return available;
    },
    /** The folder that every picture lies in; null before the studio was first there. */
    get derivedDir(): string | null {
      return derivedDir;
    },
    /** A new line to the studio; null while it is not there. */
    connect(): MessagePortMain | null {
      if (!available) return null;
      const { port1, port2 } = new electron.MessageChannelMain();
      send({ type: 'connect' }, [port1]);
      return port2;
    },
    /**
     * Absolute path of a photo's picture; null when there is none, or the studio does not answer in ten seconds (a full
     * picture has to be made first: seventy).
     */
    picture(photoId: number, kind: PictureKind, signal?: AbortSignal): Promise<string | null> {
      if (!available) return Promise.resolve(null);
      lastRequest += 1;
      const request = lastRequest;
      const patience = kind === 'full' || kind === 'screen' ? FULL_PICTURE_TIMEOUT_MS : PICTURE_TIMEOUT_MS;
      const answer = pictures.ask(request, patience, signal, () => send({ type: 'picture-unwanted', request }));
      send({ type: 'picture', request, photoId, kind });
      return answer;
    },
    /** A word to the studio; unheard while it is not there. */
    tell(message: Extract<ToCore, { type: 'surroundings' | 'queue' | 'notice-chosen' | 'proxy' }>): void {
      if (available) send(message);
    },
    /** Where photos lie; none while the studio is not there or does not answer in two seconds. */
    files(photos: readonly number[]): Promise<FoundFiles> {
      if (!available) return Promise.resolve({ paths: [], picture: null });
      lastRequest += 1;
      const answer = files.ask(lastRequest, FILES_TIMEOUT_MS);
      send({ type: 'files', request: lastRequest, photos: [...photos] });
      return answer;
    },
    /** Ends the studio: it is asked to close and gets `patienceMs` for it. The catalogue survives either way (WAL). */
    async end(patienceMs: number): Promise<void> {
      if (restart) clearTimeout(restart);
      const last = child;
      if (!last) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          last.kill();
          resolve();
        }, patienceMs);
        ending = {
          resolve: () => {
            clearTimeout(timer);
            resolve();
          },
        };
        send({ type: 'close' });
      });
    },
  };
}

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/message-port';
import { isStudioError } from '../shared/domain/errors.ts';
import { type PhotoId, photoId } from '../shared/domain/ids.ts';
import { languageOf } from '../shared/messages/language.ts';
import { goThroughProxy } from './adapters/system/proxy.ts';
import { createDesktopNotices } from './compose/desktop-notices.ts';
import { beDoctor } from './compose/doctor-process.ts';
import { createHelperImages } from './compose/helper-images.ts';
import { createHelpers } from './compose/helper-processes.ts';
import { createHelperSandbox } from './compose/helper-sandbox.ts';
import { logLastWords } from './compose/last-words.ts';
import { type CorePort, parentPort } from './compose/parent-port.ts';
import { hearSurroundings, tellSending } from './compose/surroundings.ts';
import type { StudioPorts } from './core/ports.ts';
import { createStudio, type Studio } from './core/studio.ts';
import { sentence, sentenceOf } from './core/system/sentences.ts';
import { type FromCore, toCore } from './desktop/core-messages.ts';
import { dataFolder, sandboxFolder } from './web/data-folder.ts';
import { nodePorts } from './web/node-ports.ts';

// The studio of a desktop window: the same studio as everywhere, in a process of its own that Electron's main process starts
// (and starts again when it dies). Pages talk to it over ports that main hands through.

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    server: { type: 'string' },
    version: { type: 'string', default: '0.0.0' },
    locale: { type: 'string', default: 'fr' },
    desktop: { type: 'string' },
    dumps: { type: 'string' },
    doctor: { type: 'boolean', default: false },
  },
});

const dataDir = dataFolder(values.data);
logLastWords(dataDir);
const traces = {
  logs: [join(dataDir, 'logs'), ...(values.desktop ? [join(values.desktop, 'logs')] : [])],
  dumps: values.dumps ?? null,
};
if (values.doctor) {
  const { server = null, version, locale } = values;
  await beDoctor({ dataDir, server, version, locale, traces });
}
const main = parentPort();
const tellMain = (message: FromCore) => main.postMessage(message);
const helpers = createHelpers(tellMain);
const notices = createDesktopNotices(tellMain);

let studio: Studio | null = null;

async function ports(): Promise<StudioPorts> {
  const server = values.server ?? null;
  const sandbox = server === null && createHelperSandbox(helpers, sandboxFolder(dataDir));
  const common = await nodePorts({ dataDir, host: 'web', sandbox, server });
  return {
    ...common,
    host: 'electron',
    version: values.version,
    locale: values.locale,
    canBrowseFolders: false,
    images: createHelperImages(helpers),
    notices: notices.port,
    traces,
    // Main starts another core in the place of one that ended, and gives pages their line to it.
    restart: () => void studio?.close().finally(() => process.exit(0)),
  };
}

/** Why the studio cannot open, for a person: main shows it and does not try again. */
function sayFailure(error: unknown): void {
  const language = languageOf(values.locale);
  const message = isStudioError(error)
    ? sentenceOf(language, 'error', error.code, error.facts)
    : sentence(language, 'error.unexpected', { message: error instanceof Error ? error.message : String(error) });
  tellMain({ type: 'failed', title: 'Pouire Studio', message });
}

function serve(opened: Studio): void {
  studio = opened;
  const handler = new RPCHandler(opened.router);
  const wanted = new Map<number, AbortController>();
  const sayLanguage = () => tellMain({ type: 'language', language: opened.settings.get().language });
  opened.events.subscribe((event) => {
    if (event.type === 'settings-changed') sayLanguage();
  });
  tellSending(opened, tellMain);
  const surroundings = hearSurroundings(opened);
  receive = (message, port) => {
    switch (message.type) {
      case 'connect':
        if (!port) return;
        handler.upgrade(port);
        port.start();
        return;
      case 'picture': {
        const id = photoId.safeParse(message.photoId);
        const { request, kind } = message;
        const unwanted = new AbortController();
        wanted.set(request, unwanted);
        const found = id.success ? opened.library.pictureFile(id.data, kind, unwanted.signal) : Promise.resolve(null);
        void found
          .catch((error: unknown) => {
            if (!unwanted.signal.aborted) opened.log.warn('picture failed', { photo: message.photoId, kind, error });
            return null;
          })
          .then((path) => {
            wanted.delete(request);
            tellMain({ type: 'picture', request, path });
          });
        return;
      }
      case 'picture-unwanted':
        wanted.get(message.request)?.abort(new Error('the page went on'));
        return;
      case 'surroundings':
        surroundings(message);
        return;
      case 'queue':
        void (message.order === 'pause' ? opened.client.delivery.pause() : opened.client.delivery.resume());
        return;
      case 'notice-chosen':
        notices.chosen(message.id, message.action);
        return;
      case 'proxy':
        goThroughProxy(message.address);
        return;
      case 'files': {
        const ids: PhotoId[] = photoId.array().parse(message.photos);
        const paths = ids.flatMap((id) => opened.library.filePath(id) ?? []);
        const [first] = ids;
        const picture = first === undefined ? null : opened.library.picture(first, 'thumb200');
        tellMain({ type: 'files', request: message.request, paths, picture });
        return;
      }
      case 'close':
        void opened.close().finally(() => process.exit(0));
        return;
      default:
    }
  };
  opened.start();
  sayLanguage();
  tellMain({ type: 'ready', derivedDir: join(dataDir, 'derived') });
}

type Receive = (message: ReturnType<typeof toCore.parse>, port: CorePort | undefined) => void;
/** Until the studio is open there is only one thing to obey. */
let receive: Receive = (message) => {
  if (message.type === 'close') process.exit(0);
};

main.on('message', ({ data, ports: [port] }) => {
  const message = toCore.parse(data);
  if (message.type === 'ping') tellMain({ type: 'pong', request: message.request, bytes: process.memoryUsage.rss() });
  else if (!helpers.receive(message)) receive(message, port);
});

ports().then(createStudio).then(serve, sayFailure);

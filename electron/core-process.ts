import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/message-port';
import { isStudioError } from '../shared/domain/errors.ts';
import { photoId } from '../shared/domain/ids.ts';
import { languageOf } from '../shared/messages/language.ts';
import { createHelperImages } from './compose/helper-images.ts';
import { createHelpers } from './compose/helper-processes.ts';
import { createHelperSandbox } from './compose/helper-sandbox.ts';
import { logLastWords } from './compose/last-words.ts';
import { type CorePort, parentPort } from './compose/parent-port.ts';
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
  },
});

const dataDir = dataFolder(values.data);
logLastWords(dataDir);
const main = parentPort();
const tellMain = (message: FromCore) => main.postMessage(message);
const helpers = createHelpers(tellMain);

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
  if (message.type === 'ping') tellMain({ type: 'pong', request: message.request });
  else if (!helpers.receive(message)) receive(message, port);
});

ports().then(createStudio).then(serve, sayFailure);

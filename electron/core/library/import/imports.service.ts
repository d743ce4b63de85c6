import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type {
  ImportId,
  ImportMemory,
  ImportOptions,
  ImportPreset,
  LookId,
} from '../../../../shared/contract/import.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { StudioContext } from '../../context.ts';
import type { ContractImplementer } from '../../contract.ts';
import { makeTarget } from './copy-shot.ts';
import { checkSpace } from './disk-space.ts';
import { importMemoryRow } from './import-memory.repository.ts';
import { importMeter } from './import-meter.ts';
import { importRunner } from './import-runner.ts';
import { importsRepository, type NewItem } from './imports.repository.ts';
import { knownContents } from './known-contents.ts';
import { listSource } from './list-source.ts';
import { createLooks, itemsOf } from './looks.ts';
import { checkPatterns } from './name-shots.ts';
import { planImport } from './plan-import.ts';
import { incomingFolder, type ReceivedFile, receiveFile } from './receive.ts';
import { groupShots } from './shots.ts';
import { cameraFolderOf, findSources, hasCameraFolder, isThere } from './sources.ts';

export interface ImportHooks {
  /** The library reads a folder from now on. */
  readonly watch: (folder: string) => Promise<void>;
  /** Something new lies in these folders. */
  readonly lookInto: (folders: readonly string[]) => void;
}

export type Imports = ReturnType<typeof createImports>;

/** Photographs from cards, drives and drops into folders of the library: chosen, copied, verified, named. */
export function createImports(context: StudioContext, hooks: ImportHooks) {
  const imports = importsRepository(context.db);
  const known = knownContents(imports);
  const memoryRow = importMemoryRow(context.db);
  const meter = importMeter(context, imports);
  const looks = createLooks(context, imports, known);
  const runner = importRunner({ context, imports, known, meter, ...hooks });
  const now = () => context.ports.clock.now();
  const changed = () => context.events.emit({ type: 'imports-changed' });

  function memory(): ImportMemory {
    const pictures = join(homedir(), context.ports.locale?.toLowerCase().startsWith('en') ? 'Pictures' : 'Images');
    const fresh = {
      destination: pictures,
      backup: null,
      folderPattern: '{YYYY}/{date}',
      namePattern: null,
      presets: [],
    };
    return memoryRow.read() ?? fresh;
  }

  /** Errors: pattern-invalid, folder-unwritable, disk-full. */
  function prepare(asked: ImportOptions): ImportOptions {
    checkPatterns(asked);
    const options = {
      ...asked,
      destination: resolve(asked.destination),
      backup: asked.backup === null ? null : resolve(asked.backup),
    };
    if (!isAbsolute(asked.destination)) throw new StudioError('folder-missing', { path: asked.destination });
    for (const root of [options.destination, options.backup]) if (root !== null) makeTarget(root);
    const { destination, backup, folderPattern, namePattern } = options;
    memoryRow.write({ ...memory(), destination, backup, folderPattern, namePattern });
    return options;
  }

  async function start(look: LookId, chosen: readonly number[] | null, asked: ImportOptions): Promise<ImportId> {
    const { paths, shots } = looks.seen(look);
    const items = looks.items(look, chosen);
    if (items.length === 0) throw new StudioError('nothing-to-import', {});
    checkPatterns(asked);
    const spared = new Set(shots.filter((shot) => asked.skipKnown && shot.known === 'known').map(({ id }) => id));
    await checkSpace(asked, bytesOf(items.filter(({ shot }) => !spared.has(shot))));
    const options = prepare(asked);
    const fromCard = (await Promise.all(paths.map(hasCameraFolder))).some(Boolean);
    const id = imports.add({ state: 'running', sources: paths, fromCard, received: false, options }, items, now());
    changed();
    runner.wake();
    return id;
  }

  async function receive(files: number, bytes: number, asked: ImportOptions): Promise<ImportId> {
    if (files === 0) throw new StudioError('nothing-to-import', {});
    checkPatterns(asked);
    await checkSpace(asked, bytes);
    const options = prepare(asked);
    const folder = incomingFolder(options.destination, context.ports.random.uuid().slice(0, 8));
    const id = imports.add(
      { state: 'receiving', sources: [folder], fromCard: false, received: true, options },
      [],
      now(),
    );
    changed();
    return id;
  }

  async function receiveOne(id: number, file: ReceivedFile, content: Readable): Promise<void> {
    const row = runner.known(id);
    if (row.state !== 'receiving') throw new StudioError('import-unknown', { id: String(id) });
    await receiveFile(row, file, content);
  }

  /** What arrived becomes the import's files; what is no photograph is left out. */
  async function received(id: number): Promise<void> {
    const row = runner.known(id);
    if (row.state !== 'receiving') return;
    const [folder] = row.sources;
    const items: NewItem[] = [];
    let shot = 0;
    if (folder !== undefined && (await isThere(folder)))
      for await (const { files } of listSource([folder], context.lifetime))
        for (const group of groupShots(files).shots) items.push(...itemsOf(shot++, group, null, null));
    context.db.transaction(() => {
      imports.addItems(row.id, items);
      imports.setState(row.id, 'running', null, now());
    });
    changed();
    runner.wake();
  }

  async function look(paths: readonly string[]): Promise<LookId> {
    const real = await Promise.all(paths.map((path) => cameraFolderOf(resolve(path))));
    return looks.begin([...new Set(real)]);
  }

  function keepPresets(presets: ImportPreset[]): ImportMemory {
    const next = { ...memory(), presets };
    memoryRow.write(next);
    return next;
  }

  return {
    look,
    looks,
    start,
    /** Runs an import to its end in this process, for the command line. */
    runNow: runner.runNow,
    outcomes: (id: ImportId) => imports.outcomes(id),
    progress: (id: ImportId) => meter.progress(runner.known(id)),
    plan: (id: LookId, chosen: readonly number[] | null, options: ImportOptions) =>
      planImport(looks.seen(id), looks.items(id, chosen), options),
    /** For a host that takes files of its page. */
    receiveOne,
    router: (os: ContractImplementer) => ({
      sources: os.imports.sources.handler(() => findSources(context.ports.volumes)),
      look: os.imports.look.handler(async ({ input }) => ({ look: await look(input.paths) })),
      looked: os.imports.looked.handler(({ input }) => looks.seen(input.look)),
      thumbnails: os.imports.thumbnails.handler(({ input }) => looks.thumbnails(input.look, input.shots)),
      leave: os.imports.leave.handler(({ input }) => {
        looks.leave(input.look);
        return {};
      }),
      memory: os.imports.memory.handler(() => memory()),
      keepPresets: os.imports.keepPresets.handler(({ input }) => keepPresets(input.presets)),
      start: os.imports.start.handler(async ({ input }) => ({
        id: await start(input.look, input.shots, input.options),
      })),
      plan: os.imports.plan.handler(({ input }) => ({
        files: planImport(looks.seen(input.look), looks.items(input.look, input.shots), input.options),
      })),
      receive: os.imports.receive.handler(async ({ input }) => ({
        id: await receive(input.files, input.bytes, input.options),
      })),
      receiveContent: os.imports.receiveContent.handler(async ({ input }) => {
        await receiveOne(input.id, input, Readable.from([Buffer.from(input.content, 'base64')]));
        return {};
      }),
      received: os.imports.received.handler(async ({ input }) => {
        await received(input.id);
        return {};
      }),
      list: os.imports.list.handler(() => imports.shown().map((row) => meter.progress(row))),
      failures: os.imports.failures.handler(({ input }) => imports.failures(input.id)),
      pause: os.imports.pause.handler(async ({ input }) => {
        await runner.pause(input.id);
        return {};
      }),
      resume: os.imports.resume.handler(({ input }) => {
        runner.resume(input.id);
        return {};
      }),
      cancel: os.imports.cancel.handler(async ({ input }) => {
        await runner.cancel(input.id);
        return {};
      }),
      retry: os.imports.retry.handler(({ input }) => {
        runner.retry(input.id);
        return {};
      }),
      putAway: os.imports.putAway.handler(({ input }) => {
        imports.putAway(input.id);
        changed();
        return {};
      }),
    }),
    /** Goes on with what is not done. */
    begin(): void {
      // Whoever sent these files went with the process; what arrived whole is put in place.
      for (const row of imports.receiving())
        void received(row.id).catch((error: unknown) => context.log.error('received files lost sight of', { error }));
      runner.start();
    },
    stop: runner.stop,
  };
}

function bytesOf(items: readonly NewItem[]): number {
  return items.reduce((sum, { size }) => sum + size, 0);
}

import { StudioError } from '../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';

/** Stands in until the ingest is there. */
export function createIngest(_context: StudioContext, _options: { refreshRules(ids: readonly PhotoId[]): void }) {
  const notYet = (): never => {
    throw new StudioError('not-yet', { what: 'ingest' });
  };
  return {
    handlers: (os: ContractImplementer) => ({
      list: os.folders.list.handler(() => []),
      add: os.folders.add.handler(notYet),
      remove: os.folders.remove.handler(notYet),
      rescan: os.folders.rescan.handler(notYet),
      browse: os.folders.browse.handler(notYet),
      pause: os.folders.pause.handler(notYet),
      resume: os.folders.resume.handler(notYet),
      progress: os.folders.progress.handler(notYet),
      quarantine: os.folders.quarantine.handler(() => []),
      retry: os.folders.retry.handler(notYet),
    }),
    start(): void {},
    async stop(): Promise<void> {},
    ingestOnce: notYet,
  };
}

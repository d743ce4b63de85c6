import { dirname } from 'node:path';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import type { OpenedCatalogue } from '../db/open.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { diagnose } from './doctor.ts';
import { eventStream } from './event-stream.ts';

export interface SystemParts {
  readonly account: { readonly session: Session };
  readonly settings: Pick<SettingsFeature, 'get'>;
  /** What opening the catalogue had to do; null when it was sound. */
  readonly restored: OpenedCatalogue['restored'];
  /** What putting a copy of hers in place did; null when none was. */
  readonly restoredByHer: OpenedCatalogue['restoredByHer'];
}

/** The studio about itself: what it is, whether everything it depends on works, and everything it says by itself. */
export function createSystem(context: StudioContext, parts: SystemParts) {
  const { ports } = context;

  async function notices(): Promise<{ code: string; facts: Record<string, unknown> }[]> {
    const said: { code: string; facts: Record<string, unknown> }[] = [];
    const { restored, restoredByHer } = parts;
    if (restored)
      said.push({
        code: 'catalogue-damaged',
        facts: { path: restored.setAside, folder: dirname(restored.setAside), restoredFrom: restored.from },
      });
    if (restoredByHer)
      said.push({
        code: 'catalogue-restored',
        facts: {
          folder: dirname(restoredByHer.setAside ?? ports.dataDir),
          sent: restoredByHer.carried?.deliveries ?? 0,
          photos: restoredByHer.carried?.photos ?? 0,
        },
      });
    const reason = await ports.vault.unavailableReason();
    if (reason !== null) said.push({ code: 'keychain-unavailable', facts: { reason } });
    return said;
  }

  return {
    router: (os: ContractImplementer) => ({
      system: {
        about: os.system.about.handler(async () => ({
          version: ports.version,
          host: ports.host,
          dataDir: ports.dataDir,
          canBrowseFolders: ports.canBrowseFolders,
          hasSandbox: ports.startSandbox !== undefined,
          server: ports.server ?? null,
          notices: await notices(),
        })),
        doctor: os.system.doctor.handler(({ signal }) =>
          diagnose(context, {
            session: parts.account.session,
            language: parts.settings.get().language,
            ...(signal && { signal }),
          }),
        ),
        events: os.system.events.handler(({ signal }) => eventStream(context.events, signal, context.lifetime)),
      },
    }),
  };
}

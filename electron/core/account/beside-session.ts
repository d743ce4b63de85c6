import { StudioError } from '../../../shared/domain/errors.ts';
import type { StudioContext } from '../context.ts';
import { accountsRepository, currentAccountOf } from './accounts.repository.ts';
import { sessionSecrets } from './secrets.ts';
import type { Session } from './session.ts';

/**
 * The session of a studio that is open in another process, as one that only looks may use it: its token as it is, never
 * renewed, since the old one would be refused from then on (the marketplace blacklists it) while the other still uses it.
 */
export function besideSession({ db, ports, log }: Pick<StudioContext, 'db' | 'ports' | 'log'>): Session {
  const accounts = accountsRepository(db);
  const secrets = sessionSecrets(ports.vault, log);
  return {
    current() {
      const row = accounts.current();
      return row && currentAccountOf(row);
    },
    async authorised(work) {
      const row = accounts.current();
      if (!row) throw new StudioError('not-signed-in', {});
      const token = await secrets.token(row);
      const isAlive = ports.clock.now() + row.clock_offset < (row.token_expires_at ?? 0);
      if (token === null || !isAlive) throw new StudioError('session-expired', { email: row.email });
      const account = currentAccountOf(row);
      return await work({ token, marketplace: ports.connectMarketplace(row.server), account });
    },
    onActive: () => () => {},
  };
}

import { isStudioError } from '../../../shared/domain/errors.ts';
import { adoptRules, rulesVersion, type ServedRules } from '../../../shared/domain/rules.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { servedRulesRepository } from './served-rules.repository.ts';

/** Rules change rarely: asked for again after this (ms), whether there were any or not. */
const RARELY_MS = 24 * 3_600_000;

interface Road {
  readonly session: Session;
  /** Counts the broken rules of all photos again, if they were counted with others. */
  readonly recount: () => void;
}

/**
 * The rules that the current account's marketplace serves, if it ever does: asked for once a day, kept for days without a network,
 * and put over the studio's own. What is no rules changes nothing.
 */
export function createServedRules(context: StudioContext, { session, recount }: Road) {
  const { db, events, lifetime, log, ports } = context;
  const kept = servedRulesRepository(db);
  let running: Promise<void> = Promise.resolve();
  let ending: (() => void)[] = [];

  /** Rules of another marketplace do not hold for this one. Without an account those known last do. */
  function held(): ServedRules | null {
    const known = kept.read();
    const account = session.current();
    return known && (account === null || account.server === known.server) ? known.rules : null;
  }

  function adopt(): void {
    const before = rulesVersion();
    adoptRules(held());
    if (rulesVersion() === before) return;
    events.emit({ type: 'rules-changed' });
    recount();
  }

  /** Asks the marketplace unless it was asked today. Errors: those of the session and the marketplace. */
  async function ask(): Promise<void> {
    const account = session.current();
    if (!account) return;
    const known = kept.read();
    if (known?.server === account.server && ports.clock.now() - known.at < RARELY_MS) return adopt();
    const rules = await session.authorised(
      async ({ marketplace, token }) => (await marketplace.photoRules?.(token, lifetime)) ?? null,
      lifetime,
    );
    if (session.current()?.server !== account.server) return;
    kept.write({ server: account.server, at: ports.clock.now(), rules });
    adopt();
  }

  function askQuietly(): void {
    running = running.then(ask).catch((error) => {
      // Without a network yesterday's rules hold on.
      if (!lifetime.aborted && !isStudioError(error)) log.error('rules were not asked for', { error });
    });
  }

  return {
    ask,
    /** Before photos are counted: so that they are counted once. */
    begin(): void {
      adoptRules(held());
    },
    start(): void {
      const daily = setInterval(askQuietly, RARELY_MS);
      daily.unref();
      ending = [
        session.onActive(askQuietly),
        events.subscribe((event) => {
          if (event.type === 'account-changed') adopt();
        }),
        () => clearInterval(daily),
      ];
      askQuietly();
    },
    async stop(): Promise<void> {
      for (const end of ending) end();
      await running;
    },
    router: (os: ContractImplementer) => ({
      ruleBook: {
        now: os.ruleBook.now.handler(() => ({ version: rulesVersion(), served: held(), at: kept.read()?.at ?? null })),
      },
    }),
  };
}

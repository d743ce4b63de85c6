import { isStudioError } from '../../../shared/domain/errors.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { Ledger } from './ledger.ts';

/** What could not be tidied up is tried again after this, ms. */
const LOOK_AGAIN_MS = 30_000;

/** Tells the marketplace of cancelled deliveries, so that it removes what they left. `ended`: called after every attempt. */
export function createCancelledSweep(context: StudioContext, session: Session, ledger: Ledger, ended: () => void) {
  const { clock } = context.ports;
  let aborting: Promise<void> | null = null;
  /** Monotonic ms; set after the marketplace could not be told. */
  let notBefore: number | null = null;

  /** Begins with what is there; `isActive`: a run that has not ended yet. */
  function sweep(accountId: number, monotonic: number, isActive: (deliveryId: number) => boolean): void {
    if (aborting !== null || (notBefore !== null && monotonic < notBefore)) return;
    notBefore = null;
    const rows = ledger.deliveries.toAbort(accountId).filter((row) => !isActive(row.id));
    if (rows.length === 0) return;
    aborting = (async () => {
      for (const row of rows) {
        await tellCancelled(row.remote_upload_id ?? '');
        ledger.deliveries.update(row.id, { remote_upload_id: null }, clock.now());
      }
    })()
      .catch((error: unknown) => {
        context.log.warn('cancelled uploads could not be removed yet', { error });
        notBefore = clock.monotonic() + LOOK_AGAIN_MS;
      })
      .finally(() => {
        aborting = null;
        ended();
      });
  }

  async function tellCancelled(uploadId: string): Promise<void> {
    try {
      await session.authorised(
        ({ marketplace, token }) => marketplace.abortUpload(token, uploadId, context.lifetime),
        context.lifetime,
      );
    } catch (error) {
      // Too late: it was completed already. The photo is on the marketplace, where she may withdraw it.
      if (!isStudioError(error, 'server-refused')) throw error;
    }
  }

  return {
    sweep,
    isBusy: () => aborting !== null,
    /** When it wants to be begun again, monotonic ms; null: nothing is left over. */
    notBefore: () => notBefore,
    /** Resolves when what is under way has ended. */
    ended: async (): Promise<void> => {
      await aborting;
    },
  };
}

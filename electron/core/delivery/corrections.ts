import type { PhotoId } from '../../../shared/domain/ids.ts';
import { blocksSending, type RuleFinding } from '../../../shared/domain/rules.ts';
import { type Session, signedInAccount } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { isOpen } from './delivery-states.ts';
import { describedPhotos } from './described-photos.ts';
import { formOf } from './enqueue.ts';
import type { Ledger } from './ledger.ts';
import type { MarketplaceCall } from './marketplace-call.ts';
import { readJson, storedForm } from './stored-json.ts';

export interface Corrected {
  readonly queued: PhotoId[];
  readonly unchanged: PhotoId[];
  readonly alreadyQueued: number;
  readonly notSent: number;
  readonly refusedByRules: { id: PhotoId; findings: RuleFinding[] }[];
}

export interface CorrectionRoad {
  readonly context: StudioContext;
  readonly session: Session;
  readonly ledger: Ledger;
}

/**
 * Queues a correction for every photo that the marketplace has with other words or prices than the catalogue's. A correction is
 * a delivery of its own kind: the same item, the new form, no picture. Errors: not-signed-in.
 */
export function correct(ids: readonly PhotoId[], { context, session, ledger }: CorrectionRoad): Corrected {
  const account = signedInAccount(session);
  const { clock, random } = context.ports;
  const queued: PhotoId[] = [];
  const unchanged: PhotoId[] = [];
  const refusedByRules: Corrected['refusedByRules'] = [];
  let alreadyQueued = 0;
  let notSent = 0;
  context.db.transaction(() => {
    for (const photo of describedPhotos(context, ids)) {
      const latest = ledger.deliveries.latest(account.id, photo.id);
      const form = JSON.stringify(formOf(photo.description));
      if (isOpen(latest) || isMakingWay(latest, ledger)) alreadyQueued += 1;
      else if (latest === undefined || latest.remote_photo_id === null || isLeaving(latest)) notSent += 1;
      else if (latest.state === 'sent' && latest.form === form) unchanged.push(photo.id);
      else if (blocksSending(photo.findings)) refusedByRules.push({ id: photo.id, findings: photo.findings });
      else {
        const row =
          latest.state === 'sent'
            ? ledger.deliveries.insertCorrection(latest, form, random.uuid(), clock.now())
            : // A correction that failed goes on as the one it is, with her words as they are now.
              ledger.deliveries.withForm(latest, form, clock.now());
        ledger.enter(row, 'queued', 'queued');
        queued.push(photo.id);
      }
    }
  });
  return { queued, unchanged, alreadyQueued, notSent, refusedByRules };
}

/** Taken off the marketplace, or about to be, or replaced. */
function isLeaving(row: DeliveryRow): boolean {
  return row.withdraw_asked_at !== null || row.withdrawn_at !== null || row.replaced_at !== null;
}

/** Another picture, with its words, is on its way to the same item. */
function isMakingWay(row: DeliveryRow | undefined, ledger: Ledger): boolean {
  const item = row?.remote_photo_id;
  return row !== undefined && item != null && ledger.replaced.underWay(row.account_id, item) !== undefined;
}

/**
 * Takes a correction to the marketplace. PUT says what the item is to be, so that one whose answer was lost is simply said
 * again. Errors: those of Marketplace.updatePhoto.
 */
export async function sendCorrection(
  row: DeliveryRow,
  { ledger, call, signal }: { ledger: Ledger; call: MarketplaceCall; signal: AbortSignal },
): Promise<void> {
  const { remote_photo_id: remoteId } = row;
  if (remoteId === null) throw new Error(`correction ${row.id} has no photo on the marketplace`);
  ledger.enter(row, 'sending', 'sending');
  const form = readJson(storedForm, row.form);
  const photo = await call(({ marketplace, token }) => marketplace.updatePhoto(token, remoteId, form, signal));
  // Some versions answer a PUT with less than the photo: which one it is we know.
  ledger.sent(row, { ...photo, id: remoteId });
}

import type { MovableClock } from './clock.ts';
import type { Random } from './random.ts';
import type { Storage } from './storage.ts';
import type { Accounts, PhotographerStatus } from './store/accounts.ts';
import type { Notifications } from './store/notifications.ts';
import type { Photo } from './store/photo-row.ts';
import type { Photos } from './store/photos.ts';
import type { License, Sale, Sales } from './store/sales.ts';
import type { Settings } from './store/settings.ts';
import type { Uploads } from './store/uploads.ts';
import { isHeld, type Withdrawal, type WithdrawalStatus, type Withdrawals } from './store/withdrawals.ts';
import type { Wire } from './wire.ts';

/** The parts of one marketplace, handed to its routes, its control routes and the demo. */
export interface Marketplace {
  readonly clock: MovableClock;
  readonly random: Random;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly photos: Photos;
  readonly uploads: Uploads;
  readonly sales: Sales;
  readonly withdrawals: Withdrawals;
  readonly notifications: Notifications;
  readonly storage: Storage;
  readonly wire: Wire;
  /** Where avatars are kept. */
  readonly avatars: string;
  readonly jwtSecret: string;
  /** False: `/uploads` doesn't exist here, as on today's marketplace. */
  readonly directUpload: boolean;
  /** False: upload sessions know no `replaces`. */
  readonly pictureReplacement: boolean;
  /** The account that control routes mean when they name none. */
  readonly mainAccountId: string;
}

export function approvePhoto({ photos, notifications }: Marketplace, id: string): Photo {
  const photo = photos.moderate(id, 'approved', null);
  notifications.add(
    photo.photographer_id,
    'photo_approved',
    'Photo approuvée',
    `Votre photo « ${photo.title} » a été approuvée et publiée.`,
    { photo_id: id },
  );
  return photo;
}

export function rejectPhoto({ photos, notifications }: Marketplace, id: string, reason: string): Photo {
  const photo = photos.moderate(id, 'rejected', reason);
  notifications.add(
    photo.photographer_id,
    'photo_rejected',
    'Photo refusée',
    `Votre photo « ${photo.title} » a été refusée : ${reason}`,
    { photo_id: id, reason },
  );
  return photo;
}

/** A buyer's completed order for one photo. */
export function sellPhoto(
  { sales, photos, notifications }: Marketplace,
  photo: Photo,
  license: License,
  at: number,
): Sale {
  const sale = sales.create(photo, license, at);
  photos.view(photo.id, 1);
  notifications.add(
    photo.photographer_id,
    'new_sale',
    'Nouvelle vente',
    `Votre photo « ${photo.title} » a été vendue pour ${sale.gross} FCFA.`,
    {
      photo_id: photo.id,
      order_number: sale.order_number,
      amount: sale.net,
    },
  );
  return sale;
}

export function settleWithdrawal(
  { withdrawals, notifications }: Marketplace,
  id: string,
  status: WithdrawalStatus,
  notes: string | null,
): Withdrawal {
  const withdrawal = withdrawals.setStatus(id, status, notes);
  if (status === 'completed' || status === 'rejected') {
    const outcome = status === 'completed' ? 'a été versé' : 'a été refusé';
    notifications.add(
      withdrawal.photographer_id,
      'withdrawal_processed',
      'Retrait traité',
      `Votre retrait de ${withdrawal.amount} FCFA ${outcome}.`,
      { withdrawal_id: id, status },
    );
  }
  return withdrawal;
}

export interface Balance {
  /** Net that may be asked for now, in XOF. */
  readonly available: number;
  /** Net of orders completed less than thirty days ago. */
  readonly pending: number;
  /** Net of all sales. */
  readonly earned: number;
  /** Asked for and not refused or cancelled. */
  readonly withdrawn: number;
}

export function balance({ sales, withdrawals }: Marketplace, photographerId: string): Balance {
  const { free, pending } = sales.balances(photographerId);
  const withdrawn = withdrawals
    .of(photographerId)
    .filter((one) => isHeld(one.status))
    .reduce((sum, one) => sum + one.amount, 0);
  return { available: free - withdrawn, pending, earned: free + pending, withdrawn };
}

export function isApproved(status: PhotographerStatus | null): boolean {
  return status === 'approved';
}

import type { Xof } from '../../../shared/domain/money.ts';
import type { PayoutDetails } from '../../../shared/domain/withdrawal.ts';

export type RemoteWithdrawalStatus = 'pending' | 'processing' | 'approved' | 'completed' | 'rejected' | 'cancelled';

/** A request for money as the marketplace keeps it. Times in ms since the epoch. */
export interface RemoteWithdrawal {
  readonly id: string;
  readonly amount: Xof;
  readonly details: PayoutDetails;
  readonly status: RemoteWithdrawalStatus;
  /** What an accountant wrote beside it: the reason of a rejection. */
  readonly notes: string | null;
  readonly createdAt: number;
  readonly processedAt: number | null;
}

export interface WithdrawalsPage {
  readonly items: readonly RemoteWithdrawal[];
  readonly page: number;
  readonly lastPage: number;
  readonly total: number;
}

/** Requests for money. Errors as every call of the marketplace. */
export interface WithdrawalCalls {
  /** Newest first, at most 100 a page. */
  list(token: string, page: number, signal?: AbortSignal): Promise<WithdrawalsPage>;
  /**
   * Asks once, and is never repeated here: not idempotent, and known to answer 500 before or after it wrote. Anything but an
   * answer or a 4xx leaves it unknown whether the request is there. 400: above the available balance.
   */
  ask(token: string, amount: Xof, details: PayoutDetails, signal?: AbortSignal): Promise<RemoteWithdrawal>;
  /** Only while pending: 400 otherwise. */
  cancel(token: string, id: string, signal?: AbortSignal): Promise<void>;
}

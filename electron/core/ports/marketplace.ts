import type { License } from '../../../shared/domain/license.ts';
import type { Xof } from '../../../shared/domain/money.ts';
import type { DerivedKind } from '../../../shared/domain/photo.ts';
import type { ServedRules } from '../../../shared/domain/rules.ts';
import type { StorageSession } from './object-store.ts';
import type { ProfileCalls } from './profile.ts';
import type { WithdrawalCalls } from './withdrawals.ts';

/** One signed-in photographer's access. The token is a secret: kept in the Vault, never logged. */
export interface AccessToken {
  readonly token: string;
  /** ms since the epoch, from the JWT's `exp`. */
  readonly expiresAt: number;
  /** The server's clock when it answered (HTTP `Date`), so that a wrong clock here does no harm; absent or null: it did not say. */
  readonly serverTime?: number | null;
}

export interface RemoteUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly accountType: string;
  readonly avatarUrl: string | null;
}

export interface RemoteAbilities {
  readonly accountType: string;
  readonly photographerStatus: 'pending' | 'approved' | 'rejected' | 'suspended' | null;
  readonly canUploadPhotos: boolean;
}

export interface RemoteCategory {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

export interface RemotePhoto {
  readonly id: string;
  readonly title: string;
  readonly status: 'pending' | 'approved' | 'rejected';
  readonly rejectionReason: string | null;
  readonly categoryId: string | null;
  readonly priceStandard: Xof | null;
  readonly priceExtended: Xof | null;
  readonly viewsCount: number;
  readonly salesCount: number;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

export interface RemoteTransaction {
  readonly id: string;
  readonly title: string;
  readonly date: number;
  readonly net: Xof;
  readonly gross: Xof;
  readonly commission: Xof;
  readonly status: 'completed' | 'pending';
  readonly photoId: string | null;
  readonly license: License;
  readonly orderNumber: string;
}

export interface RemoteMonth {
  readonly month: string;
  readonly totalSales: Xof;
  readonly commission: Xof;
  readonly netRevenue: Xof;
  readonly availableBalance: Xof;
  readonly pendingBalance: Xof;
  readonly withdrawn: Xof;
  readonly salesCount: number;
}

export interface RemoteNotification {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly at: number;
  readonly read: boolean;
  readonly photoId: string | null;
}

export interface RemotePage<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly lastPage: number;
  readonly total: number;
}

export type RemoteDerivativeKind = 'watermarked' | 'thumb_800x600' | 'thumb_400x300' | 'thumb_200x150';

/** Our names of derived images and the extension's (docs/marketplace/direct-upload.yaml). */
export const REMOTE_DERIVATIVES: Readonly<Record<DerivedKind, RemoteDerivativeKind>> = {
  preview: 'watermarked',
  thumb800: 'thumb_800x600',
  thumb400: 'thumb_400x300',
  thumb200: 'thumb_200x150',
};

export interface OpenUploadRequest {
  readonly clientUploadId: string;
  readonly filename: string;
  readonly contentType: 'image/jpeg' | 'image/png';
  readonly size: number;
  readonly sha256: string;
  readonly derivatives: readonly { kind: RemoteDerivativeKind; size: number; sha256: string }[];
  /** Id of the photo that is to have this picture in place of its own. */
  readonly replaces?: string;
}

/** Why a photo keeps the picture it has: buyers have seen or bought it. */
export type KeepsPicture = 'approved' | 'sold';

export interface UploadSession {
  readonly id: string;
  readonly expiresAt: number;
  /** Bytes; ≥ 5 MiB. */
  readonly partSize: number;
  /** As asked, where the server will do so; absent: the session makes another photo. */
  readonly replaces?: string;
  readonly storage: StorageSession;
  readonly original: { readonly bucket: string; readonly key: string };
  readonly derivatives: Readonly<
    Partial<Record<RemoteDerivativeKind, { readonly bucket: string; readonly key: string }>>
  >;
}

export interface PhotoForm {
  readonly title: string;
  readonly description: string;
  readonly categoryId: string;
  readonly tags: readonly string[];
  readonly priceStandard: Xof;
  readonly priceExtended: Xof;
  readonly location: string;
}

/**
 * The marketplace's HTTP API, answers parsed and made regular. Every call fails with StudioError: session-expired (401),
 * account-* (403), server-refused (400, 413, 415, 422), rate-limited (429), server-error (5xx, unreadable answer),
 * server-unreachable (no answer).
 */
export interface Marketplace {
  health(signal?: AbortSignal): Promise<{ version: string; serverTime: number | null }>;
  login(email: string, password: string, signal?: AbortSignal): Promise<{ user: RemoteUser; access: AccessToken }>;
  /** The old token is dead afterwards. Never two at once. */
  refresh(token: string, signal?: AbortSignal): Promise<AccessToken>;
  logout(token: string, signal?: AbortSignal): Promise<void>;
  me(token: string, signal?: AbortSignal): Promise<RemoteUser>;
  abilities(token: string, signal?: AbortSignal): Promise<RemoteAbilities>;
  categories(signal?: AbortSignal): Promise<RemoteCategory[]>;
  /** Rules for photos, where the server serves any; null: it does not, or nothing that can be read as rules. Absent: never asked. */
  photoRules?(token: string, signal?: AbortSignal): Promise<ServedRules | null>;

  photos(token: string, page: number, signal?: AbortSignal): Promise<RemotePage<RemotePhoto>>;
  photo(token: string, id: string, signal?: AbortSignal): Promise<RemotePhoto | null>;
  updatePhoto(token: string, id: string, form: PhotoForm, signal?: AbortSignal): Promise<RemotePhoto>;
  deletePhoto(token: string, id: string, signal?: AbortSignal): Promise<void>;
  /** Form POST, streamed from `path`; for servers without direct upload. */
  postPhoto(
    token: string,
    path: string,
    filename: string,
    form: PhotoForm,
    signal?: AbortSignal,
    onProgress?: (bytes: number) => void | Promise<void>,
  ): Promise<RemotePhoto>;

  /**
   * 'unsupported': 404 or 405, the server has no direct upload. 'duplicate': 409, this content was sent before. 'keeps-picture':
   * 409, the photo that `replaces` names; 'nothing-to-replace': 404, it is there no more.
   */
  openUpload(
    token: string,
    request: OpenUploadRequest,
    signal?: AbortSignal,
  ): Promise<
    | { outcome: 'session'; session: UploadSession }
    | { outcome: 'duplicate'; photoId: string }
    | { outcome: 'unsupported' }
    | { outcome: 'keeps-picture'; why: KeepsPicture }
    | { outcome: 'nothing-to-replace' }
  >;
  /** 'incomplete': 409, the object is not there or not whole. 'unknown': 404, the session (or what it replaces) is gone. */
  completeUpload(
    token: string,
    uploadId: string,
    form: PhotoForm,
    sha256: string,
    signal?: AbortSignal,
  ): Promise<
    | { outcome: 'photo'; photo: RemotePhoto }
    | { outcome: 'incomplete' }
    | { outcome: 'unknown' }
    | { outcome: 'keeps-picture'; why: KeepsPicture }
  >;
  abortUpload(token: string, uploadId: string, signal?: AbortSignal): Promise<void>;

  /** Newest first, at most 100 a page. */
  transactions(token: string, page: number, signal?: AbortSignal): Promise<RemotePage<RemoteTransaction>>;
  revenueMonths(token: string, page: number, signal?: AbortSignal): Promise<RemotePage<RemoteMonth>>;
  readonly withdrawals: WithdrawalCalls;
  readonly profile: ProfileCalls;
  availableBalance(token: string, signal?: AbortSignal): Promise<Xof>;
  pendingBalance(token: string, signal?: AbortSignal): Promise<Xof>;
  notifications(token: string, page: number, signal?: AbortSignal): Promise<RemotePage<RemoteNotification>>;
  /** A notification that is there no more is read. */
  markNotificationRead(token: string, id: string, signal?: AbortSignal): Promise<void>;
  markAllNotificationsRead(token: string, signal?: AbortSignal): Promise<void>;
  /** The PDF of an order's invoice. Also fails with invoice-not-yours (it is the buyer's paper) and invoice-unknown. */
  invoice(token: string, orderNumber: string, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Checks and normalises the address (https anywhere, http on loopback only), or throws StudioError 'server-address-invalid'. */
export type ConnectMarketplace = (server: string) => Marketplace;

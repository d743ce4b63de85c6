import type { ProfileWords } from '../../../shared/domain/profile.ts';

/** Who she is, as the marketplace shows her. */
export interface RemoteProfile extends ProfileWords {
  readonly email: string;
  /** Absolute; null: none, or the server does not say. */
  readonly pictureUrl: string | null;
}

/** Her profile. Errors as every call of the marketplace. */
export interface ProfileCalls {
  read(token: string, signal?: AbortSignal): Promise<RemoteProfile>;
  update(token: string, words: ProfileWords, signal?: AbortSignal): Promise<void>;
  /** A JPEG of at most 2 MB. The picture's new address where the server tells it. 'unsupported': it has no such route. */
  setPicture(
    token: string,
    jpeg: Uint8Array,
    signal?: AbortSignal,
  ): Promise<{ outcome: 'taken'; url: string | null } | { outcome: 'unsupported' }>;
  /** The picture behind an address that the server gave, without the token. Null: it is gone (404, 410). */
  picture(url: string, signal?: AbortSignal): Promise<Uint8Array | null>;
  /** 'wrong': the current one is not this. Errors: server-refused with what is wrong with the new one. */
  changePassword(token: string, current: string, next: string, signal?: AbortSignal): Promise<'changed' | 'wrong'>;
  /** What each of the addresses that servers of this family answer about their health says. */
  healths(signal?: AbortSignal): Promise<readonly { path: string; ok: boolean; status: number; message: string }[]>;
}

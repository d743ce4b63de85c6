import type { UpdateChannel } from '../../../shared/desktop-state.ts';

/** A version that is offered. */
export interface OfferedUpdate {
  readonly version: string;
  /** Of the package; null when the server does not say. */
  readonly bytes: number | null;
  /** What is new, as text; '' when nothing is said. */
  readonly notes: string;
}

/** Why no update came of it. Nothing on this computer was changed. */
export class UpdateFailed extends Error {
  override readonly name = 'UpdateFailed';
  readonly reason: 'unreachable' | 'tampered' | 'unwritable';
  constructor(reason: UpdateFailed['reason'], cause: unknown) {
    super(`update failed: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** What looks for, fetches and installs a version. Errors: UpdateFailed. */
export interface Updater {
  /** The version on offer in a channel, newer than this one; null: none. Fetches nothing but its description. */
  look(channel: UpdateChannel): Promise<OfferedUpdate | null>;
  /** Fetches what was last found and checks it. `onProgress`: 0 to 1. */
  fetch(onProgress: (fraction: number) => void): Promise<void>;
  /** Ends the application and installs what was fetched. */
  install(): void;
}

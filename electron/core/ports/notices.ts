import type { AppLink } from '../../../shared/domain/app-link.ts';

/** One message of the system's own notification centre, in her language. */
export interface Notice {
  /** A notice of the same name takes the place of the earlier one. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  /** Where a click leads. */
  readonly opens: AppLink;
  /** Buttons, where the system shows any (macOS; at most three). Without them everything stays reachable by `opens`. */
  readonly actions: readonly { readonly id: string; readonly label: string }[];
}

/** The system's notifications. Only hosts with a window of their own have them. */
export interface SystemNotices {
  /** Never fails: a system that shows none loses nothing that the page does not say as well. */
  show(notice: Notice): void;
  withdraw(id: string): void;
  /** She clicked a notice (`action` null) or one of its buttons. The window is brought forward by then. Returns its undoing. */
  onChosen(listener: (id: string, action: string | null) => void): () => void;
}

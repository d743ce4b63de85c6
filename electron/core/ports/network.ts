/** What the system knows of the line. */
export interface Network {
  /** Whether the line is paid for by the megabyte; null where the system does not say. Never fails. */
  metered(): Promise<boolean | null>;
}

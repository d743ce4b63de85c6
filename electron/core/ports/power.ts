/** What the system knows of where the computer's current comes from. */
export interface Power {
  /** Whether it runs on its battery; null where the system does not say. Never fails. */
  onBattery(): Promise<boolean | null>;
}

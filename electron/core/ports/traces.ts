/** Where the application leaves traces of what went wrong, all on this computer. */
export interface Traces {
  /** Folders of log files (`*.log`, JSON lines). */
  readonly logs: readonly string[];
  /** Folder of memory dumps of crashed processes (`*.dmp`, at any depth); null: this host makes none. */
  readonly dumps: string | null;
}

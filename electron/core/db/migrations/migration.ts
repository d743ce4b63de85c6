/**
 * One step of the catalogue's shape. Numbered from 1 without gaps, run in a transaction, immutable once a release carried it:
 * a change is a new migration.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

import { z } from 'zod';
import type { Database } from './database.ts';

const valueRow = z.object({ value: z.string() });

/** Named values that survive a restart: secrets of this sandbox, the clock's offset, lifetimes. */
export class Settings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(name: string): string | undefined {
    return this.#database.first(valueRow, 'SELECT value FROM settings WHERE name = ?', name)?.value;
  }

  set(name: string, value: string): void {
    this.#database.run(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    );
  }

  number(name: string, otherwise: number): number {
    const kept = this.get(name);
    return kept === undefined ? otherwise : Number(kept);
  }

  /** The value kept under `name`, made once when there is none. */
  once(name: string, make: () => string): string {
    const kept = this.get(name);
    if (kept !== undefined) return kept;
    const made = make();
    this.set(name, made);
    return made;
  }
}

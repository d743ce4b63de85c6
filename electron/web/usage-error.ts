import type { CommandLineKey } from './command-line-text.ts';

/** The command was used wrongly: a sentence of its own, code `wrong-use` in JSON, exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly key: CommandLineKey;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(key: CommandLineKey, facts: Readonly<Record<string, unknown>> = {}) {
    super(key);
    this.key = key;
    this.facts = facts;
  }
}

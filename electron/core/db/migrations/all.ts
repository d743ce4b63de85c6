import { firstCatalogue } from './0001-first-catalogue.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [firstCatalogue];

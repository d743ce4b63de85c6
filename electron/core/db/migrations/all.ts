import { firstCatalogue } from './0001-first-catalogue.ts';
import { collections } from './0002-collections.ts';
import { duplicates } from './0003-duplicates.ts';
import { corrections } from './0004-corrections.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [firstCatalogue, collections, duplicates, corrections];

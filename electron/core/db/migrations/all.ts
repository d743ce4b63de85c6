import { firstCatalogue } from './0001-first-catalogue.ts';
import { collections } from './0002-collections.ts';
import { duplicates } from './0003-duplicates.ts';
import { corrections } from './0004-corrections.ts';
import { visiblePhotos } from './0005-visible-photos.ts';
import { folderVolumes } from './0007-folder-volumes.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstCatalogue,
  collections,
  duplicates,
  corrections,
  visiblePhotos,
  folderVolumes,
];

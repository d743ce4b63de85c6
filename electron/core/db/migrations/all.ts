import { firstCatalogue } from './0001-first-catalogue.ts';
import { collections } from './0002-collections.ts';
import { duplicates } from './0003-duplicates.ts';
import { corrections } from './0004-corrections.ts';
import { visiblePhotos } from './0005-visible-photos.ts';
import { stacksAndTurns } from './0006-stacks-and-turns.ts';
import { folderVolumes } from './0007-folder-volumes.ts';
import { folderRules } from './0008-folder-rules.ts';
import { imports } from './0009-imports.ts';
import { derivedStore } from './0010-derived-store.ts';
import { hiddenPhotos } from './0011-hidden-photos.ts';
import { facesLeftOut } from './0012-faces-left-out.ts';
import { forgottenPhotos } from './0013-forgotten-photos.ts';
import { statements } from './0014-statements.ts';
import { wordsInFiles } from './0015-words-in-files.ts';
import { vowelMarks } from './0016-vowel-marks.ts';
import { durableExports } from './0017-exports.ts';
import { ownBooks } from './0018-own-books.ts';
import { pictureQuality } from './0019-picture-quality.ts';
import { withdrawnPhotos } from './0020-withdrawn-photos.ts';
import { withdrawalsAndProfile } from './0021-withdrawals-and-profile.ts';
import { photoRights } from './0022-photo-rights.ts';
import { partDigests } from './0023-part-digests.ts';
import { sidecarRights } from './0024-sidecar-rights.ts';
import { replacedPictures } from './0025-replaced-pictures.ts';
import { queuePositions } from './0026-queue-positions.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstCatalogue,
  collections,
  duplicates,
  corrections,
  visiblePhotos,
  stacksAndTurns,
  folderVolumes,
  folderRules,
  imports,
  derivedStore,
  hiddenPhotos,
  facesLeftOut,
  forgottenPhotos,
  statements,
  wordsInFiles,
  vowelMarks,
  durableExports,
  ownBooks,
  pictureQuality,
  withdrawnPhotos,
  withdrawalsAndProfile,
  photoRights,
  partDigests,
  sidecarRights,
  replacedPictures,
  queuePositions,
];

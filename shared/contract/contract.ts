import { accountContract } from './account.contract.ts';
import { deliveryContract } from './delivery.contract.ts';
import { diagnosticsContract } from './diagnostics.contract.ts';
import { duplicatesContract } from './duplicates.contract.ts';
import { exportContract } from './export.contract.ts';
import { folderRulesContract } from './folder-rules.contract.ts';
import { historyContract } from './history.contract.ts';
import { importContract } from './import.contract.ts';
import { libraryContract } from './library.contract.ts';
import { lookingContract } from './looking.contract.ts';
import { missingContract } from './missing.contract.ts';
import { notificationsContract } from './notifications.contract.ts';
import { profileContract } from './profile.contract.ts';
import { readingContract } from './reading.contract.ts';
import { rightsContract } from './rights.contract.ts';
import { ruleBookContract } from './rule-book.contract.ts';
import { rulesContract } from './rules.contract.ts';
import { salesContract } from './sales.contract.ts';
import { shapesContract } from './shapes.contract.ts';
import { spellingContract } from './spelling.contract.ts';
import { stacksContract } from './stacks.contract.ts';
import { statementsContract } from './statements.contract.ts';
import { storageContract } from './storage.contract.ts';
import { systemContract } from './system.contract.ts';
import { templatesContract } from './templates.contract.ts';
import { watermarkContract } from './watermark.contract.ts';
import { withdrawalsContract } from './withdrawals.contract.ts';
import { wordingContract } from './wording.contract.ts';
import { wordsContract } from './words.contract.ts';
import { writingContract } from './writing.contract.ts';

/**
 * The ONE contract between a host and the studio: every procedure with its input and output schema, every event.
 * Hosts carry messages and never list procedures; validation happens once, where a call enters the core.
 */
export const contract = {
  ...libraryContract,
  ...duplicatesContract,
  ...importContract,
  ...shapesContract,
  ...stacksContract,
  ...historyContract,
  ...lookingContract,
  ...missingContract,
  ...readingContract,
  ...deliveryContract,
  ...accountContract,
  ...salesContract,
  ...notificationsContract,
  ...statementsContract,
  ...withdrawalsContract,
  ...profileContract,
  ...storageContract,
  ...systemContract,
  ...diagnosticsContract,
  ...wordsContract,
  ...spellingContract,
  ...writingContract,
  ...wordingContract,
  ...rightsContract,
  ...ruleBookContract,
  ...rulesContract,
  ...templatesContract,
  ...folderRulesContract,
  ...watermarkContract,
  ...exportContract,
};

export type StudioContract = typeof contract;

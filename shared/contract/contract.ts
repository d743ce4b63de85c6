import { accountContract } from './account.contract.ts';
import { deliveryContract } from './delivery.contract.ts';
import { duplicatesContract } from './duplicates.contract.ts';
import { libraryContract } from './library.contract.ts';
import { lookingContract } from './looking.contract.ts';
import { salesContract } from './sales.contract.ts';
import { shapesContract } from './shapes.contract.ts';
import { systemContract } from './system.contract.ts';
import { wordsContract } from './words.contract.ts';

/**
 * The ONE contract between a host and the studio: every procedure with its input and output schema, every event.
 * Hosts carry messages and never list procedures; validation happens once, where a call enters the core.
 */
export const contract = {
  ...libraryContract,
  ...duplicatesContract,
  ...shapesContract,
  ...lookingContract,
  ...deliveryContract,
  ...accountContract,
  ...salesContract,
  ...systemContract,
  ...wordsContract,
};

export type StudioContract = typeof contract;

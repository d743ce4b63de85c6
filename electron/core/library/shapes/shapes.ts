import type { StudioContext } from '../../context.ts';
import type { ContractImplementer } from '../../contract.ts';
import { readShapes } from './shapes.repository.ts';

/** How wide each photo is for its height: for the page's justified rows. */
export function createShapes({ db }: Pick<StudioContext, 'db'>) {
  return {
    router: (os: ContractImplementer) => ({
      shapes: { list: os.shapes.list.handler(() => readShapes(db)) },
    }),
  };
}

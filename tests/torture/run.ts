import { parseArgs } from 'node:util';

/**
 * `npm run torture` or `npm run torture -- ingest [seed]` (`delivery --photos 20 --kills 20 --seed 1`, `formats --count 5000 --seed 1`): what must survive being killed is killed, again and again, and
 * compared with a run that was left in peace. Prints its seed, so that a failure can be repeated.
 */
const TORTURES: Readonly<Record<string, () => Promise<{ torture: (seed: number) => Promise<boolean> }>>> = {
  ingest: () => import('./ingest.ts'),
  delivery: () => import('./delivery.ts'),
  formats: () => import('./formats.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    ...{ seed: { type: 'string' }, photos: { type: 'string' }, kills: { type: 'string' } },
    ...{ count: { type: 'string' }, corpus: { type: 'string' } },
  },
});
const [chosen, givenSeed = values.seed] = positionals;
if (chosen !== undefined && !(chosen in TORTURES)) {
  console.error(`Unknown torture: ${chosen}. There are: ${Object.keys(TORTURES).join(', ')}.`);
  process.exit(2);
}
const seed = givenSeed === undefined ? Math.floor(Math.random() * 1e9) : Number(givenSeed);
let sound = true;
for (const [each, load] of Object.entries(TORTURES)) {
  if (chosen !== undefined && chosen !== each) continue;
  console.log(`${each}, seed ${seed}`);
  const { torture } = await load();
  sound = (await torture(seed)) && sound;
}
process.exitCode = sound ? 0 : 1;

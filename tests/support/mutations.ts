/** Draws numbers in [0, 1). */
export type Chance = () => number;

const below = (chance: Chance, limit: number) => Math.floor(chance() * limit);

/** Damages a content the way cards, links and programs do, and the way somebody would who means harm. Never changes `content`. */
export function mutate(content: Buffer, others: readonly Buffer[], chance: Chance): Buffer {
  let mutated = Buffer.from(content);
  const rounds = 1 + below(chance, 3);
  for (let round = 0; round < rounds; round += 1) {
    const mutation = MUTATIONS[below(chance, MUTATIONS.length)];
    if (mutation && mutated.length > 16) mutated = mutation(mutated, others, chance);
  }
  return mutated;
}

type Mutation = (content: Buffer, others: readonly Buffer[], chance: Chance) => Buffer<ArrayBuffer>;

/** Structures stand at the beginning: half of the damage is done there. */
function place(content: Buffer, chance: Chance, room = 1): number {
  const end = chance() < 0.5 ? Math.min(content.length, 4096) : content.length;
  return below(chance, Math.max(1, end - room));
}

const LENGTHS = [
  0, 1, 2, 7, 8, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
] as const;

const MUTATIONS: readonly Mutation[] = [
  function flipBits(content, _others, chance) {
    const flips = 1 + below(chance, 64);
    for (let flip = 0; flip < flips; flip += 1) {
      const at = place(content, chance);
      content[at] = (content[at] ?? 0) ^ (1 << below(chance, 8));
    }
    return Buffer.from(content);
  },
  function truncate(content, _others, chance) {
    return Buffer.from(content.subarray(0, below(chance, content.length)));
  },
  function forgeLength(content, _others, chance) {
    const at = place(content, chance, 4);
    const value = LENGTHS[below(chance, LENGTHS.length)] ?? 0;
    const narrow = chance() < 0.4;
    const little = chance() < 0.5;
    if (narrow) content[little ? 'writeUInt16LE' : 'writeUInt16BE'](value % 0x10000, at);
    else content[little ? 'writeUInt32LE' : 'writeUInt32BE'](value, at);
    return Buffer.from(content);
  },
  function pointBack(content, _others, chance) {
    // An offset that leads to where it stands, or a little before it: directories and boxes that hold themselves.
    const at = place(content, chance, 4);
    const target = Math.max(0, at - below(chance, 64));
    content[chance() < 0.5 ? 'writeUInt32LE' : 'writeUInt32BE'](target, at);
    return Buffer.from(content);
  },
  function empty(content, _others, chance) {
    const at = place(content, chance);
    content.fill(chance() < 0.5 ? 0 : 0xff, at, Math.min(content.length, at + 1 + below(chance, 4096)));
    return Buffer.from(content);
  },
  function splice(content, others, chance) {
    const other = others[below(chance, others.length)] ?? content;
    const from = below(chance, other.length);
    const piece = other.subarray(from, from + 1 + below(chance, 8192));
    const at = place(content, chance);
    return Buffer.concat([content.subarray(0, at), piece, content.subarray(at + (chance() < 0.5 ? piece.length : 0))]);
  },
  function repeat(content, _others, chance) {
    const at = place(content, chance);
    const piece = content.subarray(at, at + 1 + below(chance, 2048));
    const times = 1 + below(chance, 50);
    return Buffer.concat([
      content.subarray(0, at),
      ...Array.from({ length: times }, () => piece),
      content.subarray(at),
    ]);
  },
  function remove(content, _others, chance) {
    const at = place(content, chance);
    return Buffer.concat([content.subarray(0, at), content.subarray(at + 1 + below(chance, 512))]);
  },
];

/** Chunks that a fingerprint is looked up by, and their width in bits. */
const BANDS = 4;
const BAND_BITS = 16;
const BUCKETS = 1 << BAND_BITS;
/** From this distance on, trying every bucket costs more than comparing with everything. */
const SCAN_FROM = 16;
const NONE = -1;

export interface Neighbour {
  readonly id: number;
  /** Bits that differ, 0 to 64. */
  readonly distance: number;
}

export interface Fingerprint {
  /** Upper and lower 32 bits, unsigned. */
  readonly high: number;
  readonly low: number;
}

/**
 * Fingerprints by what they look like: all within a distance, exactly, by multi-index hashing (Norouzi, Punjani, Fleet, "Fast
 * Search in Hamming Space with Multi-Index Hashing", 2012). Two that differ in d bits differ in at most ⌊d / 4⌋ of one of
 * their four 16-bit bands, so only the buckets that near need to be looked into. Takes 32 bytes a photo and 1 MB, plus the
 * table of ids.
 */
export class FingerprintIndex {
  #capacity = 1024;
  #high = new Uint32Array(this.#capacity);
  #low = new Uint32Array(this.#capacity);
  #ids = new Float64Array(this.#capacity);
  /** First entry of each bucket of each band, and for each entry and band the next one in its bucket. */
  readonly #first = new Int32Array(BANDS * BUCKETS).fill(NONE);
  #next = new Int32Array(BANDS * this.#capacity);
  #used = 0;
  readonly #free: number[] = [];
  readonly #places = new Map<number, number>();

  get size(): number {
    return this.#places.size;
  }

  get(id: number): Fingerprint | null {
    const place = this.#places.get(id);
    return place === undefined ? null : { high: this.#high[place] ?? 0, low: this.#low[place] ?? 0 };
  }

  /** Adds a photo or gives it another fingerprint. */
  set(id: number, { high, low }: Fingerprint): void {
    const known = this.get(id);
    if (known && known.high === high && known.low === low) return;
    if (known) this.delete(id);
    const place = this.#free.pop() ?? this.#used++;
    if (place >= this.#capacity) this.#grow();
    this.#high[place] = high;
    this.#low[place] = low;
    this.#ids[place] = id;
    this.#places.set(id, place);
    for (let band = 0; band < BANDS; band += 1) {
      const bucket = band * BUCKETS + chunk(high, low, band);
      this.#next[place * BANDS + band] = this.#first[bucket] ?? NONE;
      this.#first[bucket] = place;
    }
  }

  delete(id: number): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    this.#free.push(place);
    const high = this.#high[place] ?? 0;
    const low = this.#low[place] ?? 0;
    for (let band = 0; band < BANDS; band += 1) this.#unlink(place, band, band * BUCKETS + chunk(high, low, band));
  }

  /** Every photo within `most` bits of a fingerprint, in no order, a photo that has this very fingerprint included. */
  near({ high, low }: Fingerprint, most: number): Neighbour[] {
    if (most >= SCAN_FROM) return this.#scan(high, low, most);
    const found: Neighbour[] = [];
    const flips = FLIPS[Math.floor(most / BANDS)] ?? [];
    for (let band = 0; band < BANDS; band += 1) {
      const own = chunk(high, low, band);
      for (const flip of flips) {
        let place = this.#first[band * BUCKETS + (own ^ flip)] ?? NONE;
        while (place !== NONE) {
          const differsHigh = ((this.#high[place] ?? 0) ^ high) >>> 0;
          const differsLow = ((this.#low[place] ?? 0) ^ low) >>> 0;
          const distance = ones(differsHigh) + ones(differsLow);
          // Found in an earlier band already: not again.
          if (distance <= most && !seenBefore(differsHigh, differsLow, band, Math.floor(most / BANDS)))
            found.push({ id: this.#ids[place] ?? 0, distance });
          place = this.#next[place * BANDS + band] ?? NONE;
        }
      }
    }
    return found;
  }

  #scan(high: number, low: number, most: number): Neighbour[] {
    const found: Neighbour[] = [];
    for (const [id, place] of this.#places) {
      const distance = ones((this.#high[place] ?? 0) ^ high) + ones((this.#low[place] ?? 0) ^ low);
      if (distance <= most) found.push({ id, distance });
    }
    return found;
  }

  #unlink(place: number, band: number, bucket: number): void {
    const after = this.#next[place * BANDS + band] ?? NONE;
    let at = this.#first[bucket] ?? NONE;
    if (at === place) {
      this.#first[bucket] = after;
      return;
    }
    while (at !== NONE) {
      const next = this.#next[at * BANDS + band] ?? NONE;
      if (next === place) {
        this.#next[at * BANDS + band] = after;
        return;
      }
      at = next;
    }
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#high = enlarged(this.#high, new Uint32Array(this.#capacity));
    this.#low = enlarged(this.#low, new Uint32Array(this.#capacity));
    this.#ids = enlarged(this.#ids, new Float64Array(this.#capacity));
    this.#next = enlarged(this.#next, new Int32Array(BANDS * this.#capacity));
  }
}

/** Bits in which two fingerprints differ. */
export function distanceBetween(a: Fingerprint, b: Fingerprint): number {
  return ones(a.high ^ b.high) + ones(a.low ^ b.low);
}

/** 16 hexadecimal digits as two halves. */
export function fingerprintOfDigits(digits: string): Fingerprint {
  return { high: Number.parseInt(digits.slice(0, 8), 16), low: Number.parseInt(digits.slice(8), 16) };
}

function chunk(high: number, low: number, band: number): number {
  const half = band < 2 ? high : low;
  return band % 2 === 0 ? half >>> BAND_BITS : half & (BUCKETS - 1);
}

function seenBefore(differsHigh: number, differsLow: number, band: number, radius: number): boolean {
  for (let earlier = 0; earlier < band; earlier += 1)
    if (ones(chunk(differsHigh, differsLow, earlier)) <= radius) return true;
  return false;
}

/** Bits set in 32 (Warren, Hacker's Delight, 5-1). */
function ones(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** FLIPS[r]: every change of at most r bits of a band, the smallest radius first. */
const FLIPS: readonly (readonly number[])[] = Array.from({ length: SCAN_FROM / BANDS }, (_unused, radius) =>
  Array.from({ length: BUCKETS }, (_also, bits) => bits).filter((bits) => ones(bits) <= radius),
);

function enlarged<Numbers extends Uint32Array | Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

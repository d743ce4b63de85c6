import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The checksum algorithms of S3's `x-amz-checksum-*` headers. */
export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** Name of the element in S3's XML, and of the algorithm in its headers. */
export const CHECKSUM_ELEMENT: Record<ChecksumAlgorithm, string> = {
  crc32: 'ChecksumCRC32',
  crc32c: 'ChecksumCRC32C',
  crc64nvme: 'ChecksumCRC64NVME',
  sha1: 'ChecksumSHA1',
  sha256: 'ChecksumSHA256',
};

export const DIGEST_LENGTH: Record<ChecksumAlgorithm, number> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
};

/** A running checksum over bytes. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((known) => known === name.toLowerCase());
}

export function startChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'crc32':
      return new Crc32();
    case 'crc32c':
      return new Crc32c();
    case 'crc64nvme':
      return new Crc64Nvme();
    case 'sha1':
    case 'sha256':
      return new HashChecksum(createHash(algorithm));
  }
}

class HashChecksum implements Checksum {
  readonly #hash: Hash;
  constructor(hash: Hash) {
    this.#hash = hash;
  }
  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }
  digest(): Buffer {
    return this.#hash.digest();
  }
}

class Crc32 implements Checksum {
  #value = 0;
  update(bytes: Uint8Array): void {
    this.#value = crc32(bytes, this.#value);
  }
  digest(): Buffer {
    return uint32(this.#value);
  }
}

/** Castagnoli's polynomial, reflected (RFC 3720, appendix B.4). */
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

class Crc32c implements Checksum {
  #value = 0xffffffff;
  update(bytes: Uint8Array): void {
    let value = this.#value;
    for (const byte of bytes) value = (CRC32C_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
    this.#value = value >>> 0;
  }
  digest(): Buffer {
    return uint32(this.#value ^ 0xffffffff);
  }
}

/** CRC-64/NVME: polynomial 0xad93d23594c93659, reflected, kept as two 32-bit halves because BigInt is too slow per byte. */
const CRC64_HIGH = new Uint32Array(256);
const CRC64_LOW = new Uint32Array(256);
for (let index = 0; index < 256; index++) {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
  CRC64_HIGH[index] = Number(value >> 32n);
  CRC64_LOW[index] = Number(value & 0xffffffffn);
}

class Crc64Nvme implements Checksum {
  #high = 0xffffffff;
  #low = 0xffffffff;
  update(bytes: Uint8Array): void {
    let high = this.#high;
    let low = this.#low;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (CRC64_LOW[index] ?? 0);
      high = (high >>> 8) ^ (CRC64_HIGH[index] ?? 0);
    }
    this.#high = high >>> 0;
    this.#low = low >>> 0;
  }
  digest(): Buffer {
    return Buffer.concat([uint32(this.#high ^ 0xffffffff), uint32(this.#low ^ 0xffffffff)]);
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export interface Received {
  /** Content bytes that arrived, framing taken off, interrupted tries included. */
  bytes: number;
  /** How often a request for it began. */
  tries: number;
}

/** What the sandbox has counted since it started: so that a test can show that no byte was sent twice. */
export class Counters {
  /** By `bucket/key` for a single PUT and `bucket/key#uploadId#part` for a part. */
  readonly received = new Map<string, Received>();
  /** By `api POST /api/auth/login` or `s3 UploadPart`, then by status ("dropped" for a connection cut by a fault). */
  readonly requests = new Map<string, Map<string, number>>();

  receiving(subject: string): (bytes: number) => void {
    const entry = this.received.get(subject) ?? { bytes: 0, tries: 0 };
    entry.tries += 1;
    this.received.set(subject, entry);
    return (bytes) => {
      entry.bytes += bytes;
    };
  }

  answered(route: string, outcome: string): void {
    const outcomes = this.requests.get(route) ?? new Map<string, number>();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    this.requests.set(route, outcomes);
  }

  reset(): void {
    this.received.clear();
    this.requests.clear();
  }

  books(): { received: Record<string, Received>; requests: Record<string, Record<string, number>> } {
    return {
      received: Object.fromEntries([...this.received].map(([subject, entry]) => [subject, { ...entry }])),
      requests: Object.fromEntries(
        [...this.requests].map(([route, outcomes]) => [route, Object.fromEntries(outcomes)]),
      ),
    };
  }
}

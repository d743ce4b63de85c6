import { z } from 'zod';

const action = z.discriminatedUnion('kind', [
  /** Cut the connection after so many bytes of the request's body, or of the answer's. */
  z.object({
    kind: z.literal('drop-after-bytes'),
    bytes: z.int().min(0),
    of: z.enum(['request', 'response']).default('request'),
  }),
  z.object({ kind: z.literal('delay'), ms: z.int().min(0) }),
  /** Answer this status instead of doing anything; the body is read and thrown away. */
  z.object({
    kind: z.literal('status'),
    status: z.union([z.literal(401), z.literal(403), z.literal(429), z.literal(500), z.literal(503)]),
    retry_after: z.int().min(0).optional(),
    /** True: do the work first, then answer the status all the same. */
    after: z.boolean().default(false),
  }),
  /** Do the work, announce the whole answer, send half of it and cut the connection. */
  z.object({ kind: z.literal('truncate') }),
]);
export type FaultAction = z.infer<typeof action>;

/** A fault as a test asks for it. */
export const faultRequest = z.object({
  server: z.enum(['api', 's3']),
  method: z.string().optional(),
  /** A prefix of path and query, or a regular expression when it begins with `^`. */
  route: z.string().default('/'),
  times: z.int().positive().default(1),
  /** Let this many matching requests pass first. */
  skip: z.int().min(0).default(0),
  action,
});
export type FaultRequest = z.infer<typeof faultRequest>;

export interface Fault extends FaultRequest {
  readonly id: number;
  /** How often it will still strike. */
  left: number;
  struck: number;
}

/** Things that go wrong on demand, on either server. */
export class Faults {
  #next = 1;
  #faults: Fault[] = [];

  add(request: FaultRequest): Fault {
    const fault = { ...request, id: this.#next++, left: request.times, struck: 0 };
    this.#faults.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** What strikes this request: every delay, and at most one of the other kinds. */
  strike(server: Fault['server'], method: string, target: string): FaultAction[] {
    const actions: FaultAction[] = [];
    for (const fault of this.#faults) {
      if (fault.left === 0 || fault.server !== server) continue;
      if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
      if (!(fault.route.startsWith('^') ? new RegExp(fault.route).test(target) : target.startsWith(fault.route)))
        continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      if (fault.action.kind !== 'delay' && actions.some((one) => one.kind !== 'delay')) continue;
      fault.left -= 1;
      fault.struck += 1;
      actions.push(fault.action);
    }
    return actions;
  }
}

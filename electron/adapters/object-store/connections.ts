import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';

/**
 * Connections are kept for the next request of any session: making one costs a round trip, an encrypted one two more, and each
 * begins slowly. No longer than this, ms: servers and modems close what is idle, and a request on such a connection would be
 * cut and sent again.
 */
const KEPT_IDLE_MS = 4_000;
/** More than bodies and small requests are ever under way at once. */
const AT_MOST = 16;

const options = { keepAlive: true, maxSockets: AT_MOST, maxFreeSockets: AT_MOST, timeout: KEPT_IDLE_MS };

/** For all object stores of this process. Idle connections keep no process alive. */
export const httpAgent = new Agent(options);
export const httpsAgent = new SecureAgent(options);

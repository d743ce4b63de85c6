import http from 'node:http';
import https from 'node:https';

/** Never through a proxy: this computer itself (the local marketplace, a storage beside it). */
const STRAIGHT = 'localhost,127.0.0.1,[::1],::1,*.localhost';

/** More than bodies and small requests are ever under way at once. */
const MOST_CONNECTIONS = 16;

let restore: (() => void) | null = null;
let current: string | null = null;

/**
 * Sends what this process asks of the network — fetch, and connections over Node's own agents — through a proxy (an http: or
 * https: address), or straight (null). Takes effect with the next connection. A proxy that the environment names
 * (HTTPS_PROXY, HTTP_PROXY) is hers or her administrator's word and stays.
 */
export function goThroughProxy(address: string | null): void {
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.HTTP_PROXY ?? process.env.http_proxy) return;
  if (address === current) return;
  restore?.();
  current = address;
  restore = address === null ? null : http.setGlobalProxyFromEnv(proxyEnvironment(address));
}

function proxyEnvironment(address: string) {
  return { HTTP_PROXY: address, HTTPS_PROXY: address, NO_PROXY: STRAIGHT };
}

interface Agents {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}
let agents: (Agents & { readonly address: string }) | null = null;

/** Agents for clients that bring their own and so would go around the proxy; null: there is none to go through. */
export function proxyAgents(): Agents | null {
  if (current === null) return null;
  if (agents?.address !== current) {
    const options = { keepAlive: true, maxSockets: MOST_CONNECTIONS, proxyEnv: proxyEnvironment(current) };
    agents = { address: current, httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) };
  }
  return agents;
}

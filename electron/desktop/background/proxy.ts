import type { DesktopSession } from '../electron.ts';

/** What Node's own HTTP takes; null: straight to the server. */
export type Proxy = string | null;

/**
 * The first road of Chromium's answer that Node's HTTP can take ("PROXY host:port; SOCKS5 …; DIRECT", the format of proxy
 * auto-configuration files). `unusable`: only roads that it cannot (SOCKS).
 */
export function readProxy(answer: string): Proxy | 'unusable' {
  const roads = answer.split(';').map((road) => road.trim().split(/\s+/));
  for (const [kind, host] of roads) {
    if (kind === undefined || kind === '' || kind.toUpperCase() === 'DIRECT') return null;
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()];
    if (scheme === undefined || host === undefined) continue;
    const address = `${scheme}://${host}`;
    if (URL.canParse(address) && new URL(address).hostname !== '') return address;
  }
  return 'unusable';
}

/** The proxy that the system's settings (by hand, PAC file, auto-detection) name for an address. Never fails. */
export async function proxyFor(
  session: Pick<DesktopSession, 'resolveProxy'>,
  address: string,
): Promise<Proxy | 'unusable'> {
  try {
    return readProxy(await session.resolveProxy(address));
  } catch {
    return null;
  }
}

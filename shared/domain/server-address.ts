import { StudioError } from './errors.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** True for addresses that never leave this computer: `localhost`, 127.0.0.0/8, `[::1]` (RFC 6890). */
export function isLoopback(server: string): boolean {
  return URL.canParse(server) && LOOPBACK.test(new URL(server).hostname);
}

/**
 * The one spelling of a marketplace's address: scheme, host, port and path prefix, without trailing slash and without the
 * `/api` that people copy along. A missing scheme means https (http on loopback). Plain http is refused elsewhere: passwords
 * and tokens would be readable on every hotspot. Errors: server-address-invalid.
 */
export function normaliseServerAddress(typed: string): string {
  const text = typed.trim();
  const invalid = new StudioError('server-address-invalid', { server: text.slice(0, 200) });
  if (text === '' || /\s/.test(text)) throw invalid;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isLoopback(`http://${text}`) ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(withScheme)) throw invalid;
  const url = new URL(withScheme);
  const schemeAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!schemeAllowed || url.hostname === '' || url.username !== '' || url.password !== '') throw invalid;
  const prefix = url.pathname.replace(/\/+$/, '').replace(/\/api$/i, '');
  return `${url.protocol}//${url.host}${prefix}`;
}

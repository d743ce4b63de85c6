import { MEDIA_ORIGIN } from '../../../shared/host-bridge.ts';

/**
 * Rule: the page runs what the application brought and nothing else: no inline script or style, no eval, no network
 * (checklist 7). Calls go through the port, pictures through the studio's own protocol.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  `img-src 'self' ${MEDIA_ORIGIN} blob:`,
  `connect-src 'self' ${MEDIA_ORIGIN}`,
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

// The address of a marketplace as `npm start` takes it. The rule of shared/domain/server-address.ts, in plain JavaScript for
// Node 18 and later (the start script's test holds them together).

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

function urlOf(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The address with its scheme (https; http on loopback), or null where it is none: plain http is for this computer alone. */
export function serverAddress(typed) {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const onLoopback = LOOPBACK.test(urlOf(`http://${text}`)?.hostname ?? '');
  // A single word is a slip more often than a machine of the house, which can be named with its scheme.
  if (!hasScheme && !onLoopback && !text.includes('.')) return null;
  const url = urlOf(hasScheme ? text : `${onLoopback ? 'http' : 'https'}://${text}`);
  if (!url || url.hostname === '' || url.username !== '' || url.password !== '') return null;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return allowed ? url.href.replace(/\/+$/, '') : null;
}

/** Whether something answers there at all, whatever it says. */
export async function answers(server, withinMs = 4000) {
  try {
    const answer = await fetch(server, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(withinMs) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

// What a 421 says of its reason: a limit on this client, the server's own state, or a TLS handshake that broke.

const limit =
  /\btoo (?:many|much|fast|quickly|frequent)|\brate\b|(?<!\b(?:time|resources?)[ -])\blimit|\bgr[ea]y-?list|throttl|concurren|\bquota\b|slow down|\b(?:unusual|unexpected) (?:volume|rate)|\bmax(?:imum)? (?:number|connection|session)/i;

const ownState =
  /shut(?:ting)? ?down|going down|restart|reload|maintenance|not available|unavailable|insufficient|out of (?:memory|space)|resource|time-?out|timed out|time[ -]?limit|overload|too busy|local (?:error|problem)/i;

/** "too many connections", "rate", greylisting: it is about how often or how much this client asks. */
export function namesLimit(text: string): boolean {
  return limit.test(text);
}

/** "shutting down", "insufficient resources": it is about the server, whoever asks. */
export function namesOwnState(text: string): boolean {
  return !limit.test(text) && ownState.test(text);
}

/** "TLS 1.0 and 1.1 are not supported" (421 4.7.66): it is about the session's version of TLS. */
export function namesTlsVersion(text: string): boolean {
  return /\bTLS ?(?:v|version )?1\.\d/i.test(text);
}

/** Exchange's words for a connection that broke under TLS (4.4.2, SocketError). */
export function namesBrokenHandshake(text: string): boolean {
  return /\bSocketError\b/i.test(text);
}

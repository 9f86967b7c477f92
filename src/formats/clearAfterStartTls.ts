// Tells a handshake that was cut from one that was answered with something other than TLS.

import type { Failure } from '../model/failure.ts';

/** After the server's 220 came bytes that are no TLS: nothing was cut, somebody went on in SMTP. */
export function wentOnInClear(failure: Failure | undefined): boolean {
  if (failure?.code !== 'tls-after-starttls-failed' || failure.reply !== undefined) return false;
  // A connection that was lost has the code of the system for it.
  return failure.errorCode === undefined || failure.errorCode.startsWith('ERR_');
}

/** What followed the 220 is the server's own word that it cannot start TLS (sendmail says it so late). */
export function cannotStartAfterAll(failure: Failure | undefined): boolean {
  return failure !== undefined && wentOnInClear(failure) && / said "454[ -]/.test(failure.detail);
}

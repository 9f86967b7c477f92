// What Exchange writes behind "TLS negotiation failed with error", as a clue: of a session of a protocol log only.

import type { Clue } from '../model/cause.ts';
import { findingOf } from './cause.ts';
import type { Case, ClueMaker } from './cause.ts';

/** Exchange speaks TLS by Windows, and a probe never does: such a result was read from a log. */
export function isLogged({ result }: Case): boolean {
  return result.vantage.engine.library === 'Schannel';
}

/** `says` ends the sentence that names the error. */
export function loggedErrorClue(
  subject: Case,
  errors: readonly string[],
  weigh: ClueMaker,
  says: string,
): Clue | undefined {
  const finding = findingOf(subject, 'handshake/failed');
  const error = subject.result.ending?.errorCode ?? '';
  if (!isLogged(subject) || finding === undefined || !errors.includes(error)) return undefined;
  return weigh(`The handshake ended with the error ${error}: ${says}`, finding.where);
}

// What Exchange writes behind "TLS negotiation failed with error", as a clue: of a session of a protocol log only.

import type { Clue } from '../model/cause.ts';
import { isLogged } from '../formats/loggedResult.ts';
import { findingOf } from './cause.ts';
import type { Case, ClueMaker } from './cause.ts';

/** `says` ends the sentence that names the error. */
export function loggedErrorClue(
  subject: Case,
  errors: readonly string[],
  weigh: ClueMaker,
  says: string,
): Clue | undefined {
  const finding = findingOf(subject, 'handshake/failed');
  const error = subject.result.ending?.errorCode ?? '';
  if (!isLogged(subject.result) || finding === undefined || !errors.includes(error)) return undefined;
  return weigh(`The handshake ended with the error ${error}: ${says}`, finding.where);
}

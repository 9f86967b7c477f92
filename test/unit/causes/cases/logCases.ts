// Cases of causes in sessions of protocol logs: what ends the handshake is told by a word of Windows.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import { alertFailure, endedAt, failure, schannel, vantage } from '../../../support/results.ts';
import type { CauseCase } from './causeCase.ts';

export function loggedFailure(errorCode: string): ProbeResult {
  const detail = `The log says "TLS negotiation failed with error ${errorCode}".`;
  const ending = failure('tls-handshake-failed', 'handshake', { errorCode, detail });
  return endedAt('handshake', ending, {}, { vantage: { ...vantage, engine: schannel } });
}

const rows: readonly (readonly [cause: string, error: string, likelihood: CauseCase['likelihood'], says: RegExp])[] = [
  ['own-certificate-unusable', 'NoCredentials', 'confirmed', /no private key/],
  ['own-certificate-unusable', 'UnknownCredentials', 'confirmed', /could not use the certificate/],
  ['no-common-cipher', 'AlgorithmMismatch', 'likely', /no version or suite in common/],
  ['stale-trust-store', 'UntrustedRoot', 'possible', /does not have the root/],
  ['intermediate-not-sent', 'UntrustedRoot', 'possible', /was not sent, or does not have/],
  ['private-authority', 'UntrustedRoot', 'possible', /does not have the root/],
  ['certificate-not-renewed', 'CertExpired', 'possible', /out of date/],
  ['name-not-covered', 'WrongPrincipal', 'possible', /not for the name/],
];

export const logCauseCases: readonly CauseCase[] = [
  ...rows.map(([cause, error, likelihood, says]) => ({
    cause,
    name: `${error} in a protocol log`,
    guilty: loggedFailure(error),
    likelihood,
    says,
    // The same words, where no log of Exchange says them.
    innocent: endedAt('handshake', failure('tls-handshake-failed', 'handshake', { errorCode: error })),
  })),
  {
    cause: 'own-limits',
    name: 'never of a session of a log, whose engine tells no versions',
    guilty: { ...endedAt('handshake', alertFailure('protocol_version', 70)), vantage: limited() },
    likelihood: 'likely',
    says: /a lowest version was set/,
    innocent: loggedFailure('NoCredentials'),
  },
];

function limited(): ProbeResult['vantage'] {
  return { ...vantage, engine: { ...vantage.engine, offeredVersions: ['TLSv1.3'] } };
}

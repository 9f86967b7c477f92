// The registry: every cause, in the order of a session. A new one is one file and one line here.

import type { Cause } from './cause.ts';
import { addressRefused } from './addressRefused.ts';
import { certificateDatedLater } from './certificateDatedLater.ts';
import { certificateNotRenewed } from './certificateNotRenewed.ts';
import { certificateUnsuitable } from './certificateUnsuitable.ts';
import { clientCertificateDemanded } from './clientCertificateDemanded.ts';
import { clockWrongHere } from './clockWrongHere.ts';
import { connectionLost } from './connectionLost.ts';
import { ehloNotKnown } from './ehloNotKnown.ts';
import { expectationOutdated } from './expectationOutdated.ts';
import { greetingDelay } from './greetingDelay.ts';
import { handshakeCutOff } from './handshakeCutOff.ts';
import { intermediateNotSent } from './intermediateNotSent.ts';
import { nameNotCovered } from './nameNotCovered.ts';
import { nameNotInDns } from './nameNotInDns.ts';
import { noCommonCipher } from './noCommonCipher.ts';
import { oldTlsOnly } from './oldTlsOnly.ts';
import { oneNodeDiffers } from './oneNodeDiffers.ts';
import { otherService } from './otherService.ts';
import { ownCertificateUnusable } from './ownCertificateUnusable.ts';
import { ownLimits } from './ownLimits.ts';
import { plaintextInjection } from './plaintextInjection.ts';
import { portBlocked } from './portBlocked.ts';
import { privateAuthority } from './privateAuthority.ts';
import { rateLimit } from './rateLimit.ts';
import { receiveConnectorWithoutTls } from './receiveConnectorWithoutTls.ts';
import { renewedCertificateNotInUse } from './renewedCertificateNotInUse.ts';
import { resolverTrouble } from './resolverTrouble.ts';
import { selfMadeCertificate } from './selfMadeCertificate.ts';
import { serverNotReachable } from './serverNotReachable.ts';
import { serverTlsFault } from './serverTlsFault.ts';
import { serverUnavailable } from './serverUnavailable.ts';
import { smtpInspection } from './smtpInspection.ts';
import { staleTrustStore } from './staleTrustStore.ts';
import { starttlsRemoved } from './starttlsRemoved.ts';
import { tlsEndedOnTheWay } from './tlsEndedOnTheWay.ts';
import { tlsNeverSetUp } from './tlsNeverSetUp.ts';
import { tlsUnavailable } from './tlsUnavailable.ts';
import { weakCryptography } from './weakCryptography.ts';
import { wrongCertificateBound } from './wrongCertificateBound.ts';
import { wrongPairing } from './wrongPairing.ts';

export const causes: readonly Cause[] = [
  nameNotInDns,
  resolverTrouble,
  portBlocked,
  serverNotReachable,
  rateLimit,
  serverUnavailable,
  greetingDelay,
  connectionLost,
  otherService,
  wrongPairing,
  smtpInspection,
  ehloNotKnown,
  starttlsRemoved,
  receiveConnectorWithoutTls,
  tlsNeverSetUp,
  addressRefused,
  tlsUnavailable,
  plaintextInjection,
  handshakeCutOff,
  oldTlsOnly,
  noCommonCipher,
  weakCryptography,
  serverTlsFault,
  ownLimits,
  ownCertificateUnusable,
  clientCertificateDemanded,
  oneNodeDiffers,
  wrongCertificateBound,
  selfMadeCertificate,
  tlsEndedOnTheWay,
  renewedCertificateNotInUse,
  certificateNotRenewed,
  certificateDatedLater,
  clockWrongHere,
  nameNotCovered,
  intermediateNotSent,
  staleTrustStore,
  privateAuthority,
  certificateUnsuitable,
  expectationOutdated,
];

const byId: ReadonlyMap<string, Cause> = new Map(causes.map((cause) => [cause.id, cause]));

export function findCause(id: string): Cause | undefined {
  return byId.get(id);
}

// The registry of explanations: one for each rule, under its identifier. A new rule is one file and two lines here.

import type { Explanation } from '../../model/rulePage.ts';
import { nameNotFound } from './connection/nameNotFound.ts';
import { resolverFailed } from './connection/resolverFailed.ts';
import { refused as connectionRefused } from './connection/refused.ts';
import { noAnswer } from './connection/noAnswer.ts';
import { closedEarly } from './session/closedEarly.ts';
import { noReply } from './session/noReply.ts';
import { tooMuchData } from './session/tooMuchData.ts';
import { protocolError } from './session/protocolError.ts';
import { rateLimited } from './session/rateLimited.ts';
import { replyOddities } from './session/replyOddities.ts';
import { refused as greetingRefused } from './greeting/refused.ts';
import { slow } from './greeting/slow.ts';
import { rewritten as greetingRewritten } from './greeting/rewritten.ts';
import { refused as ehloRefused } from './ehlo/refused.ts';
import { rewritten as ehloRewritten } from './ehlo/rewritten.ts';
import { tlsOnPlaintextPort } from './pairing/tlsOnPlaintextPort.ts';
import { plaintextOnTlsPort } from './pairing/plaintextOnTlsPort.ts';
import { notOffered } from './starttls/notOffered.ts';
import { refused as starttlsRefused } from './starttls/refused.ts';
import { demandedNotOffered } from './starttls/demandedNotOffered.ts';
import { injectedPlaintext } from './starttls/injectedPlaintext.ts';
import { offeredInsideTls } from './starttls/offeredInsideTls.ts';
import { alert } from './handshake/alert.ts';
import { brokenOff } from './handshake/brokenOff.ts';
import { failed } from './handshake/failed.ts';
import { oldVersion } from './tls/oldVersion.ts';
import { weakCipher } from './tls/weakCipher.ts';
import { noForwardSecrecy } from './tls/noForwardSecrecy.ts';
import { weakKeyExchange } from './tls/weakKeyExchange.ts';
import { expired } from './certificate/expired.ts';
import { notYetValid } from './certificate/notYetValid.ts';
import { expiresSoon } from './certificate/expiresSoon.ts';
import { intermediateExpired } from './certificate/intermediateExpired.ts';
import { nameMismatch } from './certificate/nameMismatch.ts';
import { noAlternativeName } from './certificate/noAlternativeName.ts';
import { profileLapse } from './certificate/profileLapse.ts';
import { selfSigned } from './certificate/selfSigned.ts';
import { untrustedRoot } from './certificate/untrustedRoot.ts';
import { unknownToThisMachine } from './certificate/unknownToThisMachine.ts';
import { incompleteChain } from './certificate/incompleteChain.ts';
import { invalidPath } from './certificate/invalidPath.ts';
import { weakKey } from './certificate/weakKey.ts';
import { weakSignature } from './certificate/weakSignature.ts';
import { noServerAuth } from './certificate/noServerAuth.ts';
import { keyUsage } from './certificate/keyUsage.ts';
import { authorityAsLeaf } from './certificate/authorityAsLeaf.ts';
import { validityTooLong } from './certificate/validityTooLong.ts';
import { unreadable } from './certificate/unreadable.ts';
import { superfluous } from './certificate/superfluous.ts';
import { requested } from './clientCertificate/requested.ts';
import { required } from './clientCertificate/required.ts';
import { tlsVersion } from './expectation/tlsVersion.ts';
import { issuer } from './expectation/issuer.ts';
import { fingerprint } from './expectation/fingerprint.ts';
import { expiry } from './expectation/expiry.ts';
import { acceptanceExpired } from './expectation/acceptanceExpired.ts';
import { acceptanceUnknown } from './expectation/acceptanceUnknown.ts';

export const explanations: Readonly<Record<string, Explanation>> = {
  'connection/name-not-found': nameNotFound,
  'connection/resolver-failed': resolverFailed,
  'connection/refused': connectionRefused,
  'connection/no-answer': noAnswer,
  'session/closed-early': closedEarly,
  'session/no-reply': noReply,
  'session/too-much-data': tooMuchData,
  'session/protocol-error': protocolError,
  'session/rate-limited': rateLimited,
  'session/reply-oddities': replyOddities,
  'greeting/refused': greetingRefused,
  'greeting/slow': slow,
  'greeting/rewritten': greetingRewritten,
  'ehlo/refused': ehloRefused,
  'ehlo/rewritten': ehloRewritten,
  'pairing/tls-on-plaintext-port': tlsOnPlaintextPort,
  'pairing/plaintext-on-tls-port': plaintextOnTlsPort,
  'starttls/not-offered': notOffered,
  'starttls/refused': starttlsRefused,
  'starttls/demanded-not-offered': demandedNotOffered,
  'starttls/injected-plaintext': injectedPlaintext,
  'starttls/offered-inside-tls': offeredInsideTls,
  'handshake/alert': alert,
  'handshake/broken-off': brokenOff,
  'handshake/failed': failed,
  'tls/old-version': oldVersion,
  'tls/weak-cipher': weakCipher,
  'tls/no-forward-secrecy': noForwardSecrecy,
  'tls/weak-key-exchange': weakKeyExchange,
  'certificate/expired': expired,
  'certificate/not-yet-valid': notYetValid,
  'certificate/expires-soon': expiresSoon,
  'certificate/intermediate-expired': intermediateExpired,
  'certificate/name-mismatch': nameMismatch,
  'certificate/no-alternative-name': noAlternativeName,
  'certificate/profile-lapse': profileLapse,
  'certificate/self-signed': selfSigned,
  'certificate/untrusted-root': untrustedRoot,
  'certificate/unknown-to-this-machine': unknownToThisMachine,
  'certificate/incomplete-chain': incompleteChain,
  'certificate/invalid-path': invalidPath,
  'certificate/weak-key': weakKey,
  'certificate/weak-signature': weakSignature,
  'certificate/no-server-auth': noServerAuth,
  'certificate/key-usage': keyUsage,
  'certificate/authority-as-leaf': authorityAsLeaf,
  'certificate/validity-too-long': validityTooLong,
  'certificate/unreadable': unreadable,
  'certificate/superfluous': superfluous,
  'client-certificate/requested': requested,
  'client-certificate/required': required,
  'expectation/tls-version': tlsVersion,
  'expectation/issuer': issuer,
  'expectation/fingerprint': fingerprint,
  'expectation/expiry': expiry,
  'expectation/acceptance-expired': acceptanceExpired,
  'expectation/acceptance-unknown': acceptanceUnknown,
};

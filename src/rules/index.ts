// The registry: every rule, in the order of a session. A new rule is one file and one line here.

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
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
  nameNotFound,
  resolverFailed,
  connectionRefused,
  noAnswer,
  closedEarly,
  noReply,
  tooMuchData,
  protocolError,
  rateLimited,
  replyOddities,
  greetingRefused,
  slow,
  greetingRewritten,
  ehloRefused,
  ehloRewritten,
  tlsOnPlaintextPort,
  plaintextOnTlsPort,
  notOffered,
  starttlsRefused,
  demandedNotOffered,
  injectedPlaintext,
  offeredInsideTls,
  alert,
  brokenOff,
  failed,
  oldVersion,
  weakCipher,
  noForwardSecrecy,
  weakKeyExchange,
  expired,
  notYetValid,
  expiresSoon,
  intermediateExpired,
  nameMismatch,
  noAlternativeName,
  selfSigned,
  untrustedRoot,
  unknownToThisMachine,
  incompleteChain,
  invalidPath,
  weakKey,
  weakSignature,
  noServerAuth,
  keyUsage,
  authorityAsLeaf,
  validityTooLong,
  unreadable,
  superfluous,
  profileLapse,
  requested,
  required,
  tlsVersion,
  issuer,
  fingerprint,
  expiry,
  acceptanceExpired,
  acceptanceUnknown((id) => byId.has(id)),
];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

export function findRule(id: string): Rule | undefined {
  return byId.get(id);
}

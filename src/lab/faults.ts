// The registry of the lab: every broken server, and every sound one. A new fault is one row in one of these files.

import type { Fault } from './fault.ts';
import { contentFaults, dateFaults, nameFaults, selfSignedFaults } from './faults/certificate.ts';
import { chainFaults } from './faults/chain.ts';
import { clientCertificateFaults } from './faults/clientCertificate.ts';
import { ehloFaults, greetingFaults } from './faults/dialogue.ts';
import { encryptionFaults } from './faults/encryption.ts';
import { expectationFaults } from './faults/expectation.ts';
import { handshakeFaults, pairingFaults } from './faults/handshake.ts';
import { connectionFaults, sessionFaults } from './faults/session.ts';
import { scenarioServers } from './faults/scenario.ts';
import { soundServers } from './faults/sound.ts';
import { startTlsFaults } from './faults/startTls.ts';

export const faults: readonly Fault[] = [
  ...soundServers,
  ...connectionFaults,
  ...sessionFaults,
  ...greetingFaults,
  ...ehloFaults,
  ...startTlsFaults,
  ...handshakeFaults,
  ...pairingFaults,
  ...encryptionFaults,
  ...dateFaults,
  ...nameFaults,
  ...contentFaults,
  ...selfSignedFaults,
  ...chainFaults,
  ...clientCertificateFaults,
  ...expectationFaults,
  ...scenarioServers,
];

/** Causes that no single server on loopback can have, and why. Unit tests hold them. */
export const causesNotInLab: readonly { readonly cause: string; readonly reason: string }[] = [
  { cause: 'name-not-in-dns', reason: 'It needs a name server.' },
  { cause: 'resolver-trouble', reason: 'It needs a name server.' },
  { cause: 'port-blocked', reason: 'Loopback refuses connections at once; silence needs a packet filter.' },
  { cause: 'one-node-differs', reason: 'It needs several servers behind one name.' },
  { cause: 'renewed-certificate-not-in-use', reason: 'It needs several servers behind one name.' },
  { cause: 'own-limits', reason: 'It needs another TLS library, or a probe that offers less.' },
  { cause: 'own-certificate-unusable', reason: 'It is told by the protocol log of an Exchange server.' },
  { cause: 'stale-trust-store', reason: 'It needs a trust store that lacks a public root.' },
];

/** Rules that no server on loopback can trigger, and why. Unit tests hold them. */
export const notInLab: readonly { readonly rule: string; readonly reason: string }[] = [
  { rule: 'connection/name-not-found', reason: 'The lab answers on an address; a missing name needs a name server.' },
  {
    rule: 'connection/resolver-failed',
    reason: 'The lab answers on an address; a failing look-up needs a name server.',
  },
  { rule: 'connection/no-answer', reason: 'Loopback refuses connections at once; silence needs a packet filter.' },
  {
    rule: 'certificate/validity-too-long',
    reason: 'It holds for public authorities only, and the roots of the lab are private.',
  },
  {
    rule: 'certificate/unknown-to-this-machine',
    reason: 'It needs a certificate under a root of Mozilla, and the roots of the lab are private.',
  },
];

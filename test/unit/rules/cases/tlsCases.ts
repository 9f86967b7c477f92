// Cases of the rules over handshakes, pairings of port and mode, TLS sessions and client certificates.

import { failed, known, skipped } from '../../../../src/model/evidence.ts';
import type { Failure } from '../../../../src/model/failure.ts';
import type { TlsHandshake } from '../../../../src/model/tls.ts';
import {
  alertFailure,
  boringssl,
  capabilities,
  endedAt,
  endpoint,
  failure,
  handshake,
  handshake12,
  implicitEndpoint,
  implicitResult,
  openssl,
  resultWith,
  soundResult,
  vantage,
} from '../../../support/results.ts';
import type { RuleCase } from './ruleCase.ts';

const sound = soundResult();
const notOffered = endedAt('startTls', failure('starttls-not-offered', 'starttls'));
const noHandshake = resultWith({ handshake: skipped('') });

function handshakeEnded(ending: Failure, library = openssl) {
  return endedAt('handshake', ending, {}, { vantage: { ...vantage, engine: library } });
}

function session(changed: TlsHandshake, engine = openssl) {
  return resultWith({ handshake: known(changed) }, { vantage: { ...vantage, engine } });
}

/** After a TLS 1.3 handshake in which the server asked for a certificate. */
const refusedCertificate = (ending: Failure) =>
  endedAt('capabilitiesInTls', ending, { handshake: known({ ...handshake, certificateRequest: 'requested' }) });

const opensslError = (errorCode: string) => failure('tls-handshake-failed', 'handshake', { errorCode });
const anotherFailure = handshakeEnded(opensslError('ERR_SSL_BAD_SIGNATURE'));

const lateFailure: Failure = {
  ...alertFailure('handshake_failure', 40),
  detail: 'The server sent the TLS alert handshake_failure (40) after our last flight.',
};

const onlyTls13Failures: readonly (readonly [rule: string, name: string, ending: Failure])[] = [
  ['handshake/alert', 'handshake_failure', alertFailure('handshake_failure', 40)],
  ['handshake/alert', 'internal_error', alertFailure('internal_error', 80)],
  ['handshake/alert', 'alert 200', alertFailure('alert 200', 200)],
  ['handshake/alert', 'an alert of the probe', alertFailure('decode_error', 50, 'client')],
  ['handshake/broken-off', 'a reset', failure('tls-after-starttls-failed', 'handshake', { errorCode: 'ECONNRESET' })],
  ['handshake/failed', 'a listed error', opensslError('ERR_SSL_BAD_SIGNATURE')],
  ['handshake/failed', 'an unlisted error', opensslError('ERR_SSL_SOMETHING_NEW')],
];

const ecdheGcm = handshake12('ECDHE-RSA-AES128-GCM-SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
const rsaGcm = handshake12('AES128-GCM-SHA256', 'TLS_RSA_WITH_AES_128_GCM_SHA256', { keyExchange: { kind: 'rsa' } });
const dheGcm = (bits: number) =>
  handshake12('DHE-RSA-AES128-GCM-SHA256', 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', {
    keyExchange: { kind: 'dh', bits },
  });

const weakSuites: readonly (readonly [
  name: string,
  standardName: string,
  severity: 'error' | 'warning' | 'note',
  says: RegExp,
])[] = [
  ['NULL-SHA256', 'TLS_RSA_WITH_NULL_SHA256', 'error', /does not encrypt/],
  ['EXP-RC4-MD5', 'TLS_RSA_EXPORT_WITH_RC4_40_MD5', 'error', /export/],
  ['ADH-AES128-SHA', 'TLS_DH_anon_WITH_AES_128_CBC_SHA', 'error', /anonymous/],
  ['RC4-SHA', 'TLS_RSA_WITH_RC4_128_SHA', 'error', /RFC 7465/],
  ['DES-CBC-SHA', 'TLS_RSA_WITH_DES_CBC_SHA', 'error', /DES with 56 bits/],
  ['DES-CBC3-SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'warning', /3DES/],
  ['ECDHE-RSA-DES-CBC3-SHA', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', 'warning', /3DES/],
  ['ECDHE-RSA-AES128-SHA', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'note', /CBC/],
];

export const tlsCases: readonly RuleCase[] = [
  {
    rule: 'handshake/alert',
    guilty: handshakeEnded(alertFailure('internal_error', 80)),
    says: /internal_error \(80\).*failed inside the server/,
    line: 12,
    innocent: sound,
    notApplicable: anotherFailure,
    open: notOffered,
  },
  {
    rule: 'handshake/alert',
    name: 'no overlap, with OpenSSL',
    guilty: handshakeEnded(alertFailure('handshake_failure', 40)),
    says: /nothing acceptable/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'handshake/alert',
    name: 'no overlap, with BoringSSL, proves nothing',
    guilty: handshakeEnded(alertFailure('handshake_failure', 40), boringssl),
    severity: 'warning',
    says: /does not offer DHE key exchange.*nothing is proved/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'handshake/alert',
    name: 'version, with all offered',
    guilty: handshakeEnded(alertFailure('protocol_version', 70)),
    says: /none of the TLS versions/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'handshake/alert',
    name: 'version, with only TLS 1.3 offered, proves nothing',
    guilty: handshakeEnded(alertFailure('protocol_version', 70), { ...openssl, offeredVersions: ['TLSv1.3'] }),
    severity: 'warning',
    says: /offered TLSv1\.3/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'handshake/alert',
    name: 'sent by the probe',
    guilty: handshakeEnded(alertFailure('decode_error', 50, 'client')),
    says: /This probe's TLS library \(OpenSSL 3/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'handshake/alert',
    name: 'without a name',
    guilty: handshakeEnded(alertFailure('alert 99', 99)),
    title: 'The TLS handshake ended with alert number 99',
    says: /ended TLS with alert number 99\. .*not in the registry/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'handshake/alert',
    name: 'client certificate refused after the handshake',
    guilty: refusedCertificate(alertFailure('unknown_ca', 48, 'server', 'inspect')),
    title: 'The server ended TLS with an alert about the client certificate',
    says: /authority that issued the client's certificate/,
    // client-certificate/required speaks of this alert.
    innocent: refusedCertificate(alertFailure('certificate_required', 116, 'server', 'inspect')),
    notApplicable: noHandshake,
  },
  ...(
    [
      ['internal_error', 80],
      ['illegal_parameter', 47],
      ['alert 200', 200],
    ] as const
  ).map(([name, number]): RuleCase => ({
    rule: 'handshake/alert',
    name: `${name} as the handshake's end, not after it`,
    guilty: handshakeEnded(alertFailure(name, number)),
    ...(number === 200 ? { title: 'The TLS handshake ended with alert number 200' } : {}),
    says: number === 200 ? /alert number 200\./ : new RegExp(`${name} \\(${number}\\)`),
    innocent: refusedCertificate(alertFailure(name, number, 'server', 'inspect')),
    notApplicable: noHandshake,
  })),
  {
    rule: 'handshake/alert',
    name: 'handshake_failure after our last flight',
    guilty: handshakeEnded(lateFailure),
    severity: 'error',
    says: /Either the server demands a client certificate, or bytes were changed on the way/,
    saysNot: /nothing acceptable/,
    // Nothing else was proved by the empty Certificate message.
    innocent: sound,
    notApplicable: handshakeEnded({ ...lateFailure, code: 'client-certificate-demanded' }),
  },
  {
    rule: 'handshake/alert',
    name: 'handshake_failure after our last flight, with BoringSSL: all was agreed',
    guilty: handshakeEnded(lateFailure, boringssl),
    severity: 'error',
    says: /after the last flight of the client/,
    saysNot: /nothing is proved/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  ...onlyTls13Failures.map(([rule, name, ending]): RuleCase => ({
    rule,
    name: `${name}, with only TLS 1.3 offered, proves nothing`,
    guilty: handshakeEnded(ending, { ...openssl, offeredVersions: ['TLSv1.3'] }),
    severity: 'warning',
    ...(name === 'alert 200' ? { title: 'The TLS handshake ended with alert number 200' } : {}),
    says: /offered TLSv1\.3 only.*nothing is proved about it/,
    saysNot: /no mail can be encrypted/i,
    innocent: sound,
    notApplicable: noHandshake,
  })),
  ...(['tls-after-starttls-failed', 'connection-closed', 'tls-handshake-failed'] as const).map((code): RuleCase => ({
    rule: 'handshake/broken-off',
    name: code,
    guilty: handshakeEnded(failure(code, 'handshake', { errorCode: 'ECONNRESET' })),
    says: /gave no reason that TLS has a name for: no mail can be encrypted/,
    saysNot: /without a TLS alert/,
    line: 12,
    innocent: sound,
    notApplicable: handshakeEnded(alertFailure('internal_error', 80)),
    open: endedAt('capabilities', failure('connection-closed', 'ehlo')),
  })),
  {
    rule: 'handshake/failed',
    guilty: handshakeEnded(opensslError('ERR_SSL_DH_KEY_TOO_SMALL')),
    says: /Diffie-Hellman group is too small.*ERR_SSL_DH_KEY_TOO_SMALL/,
    line: 12,
    innocent: sound,
    // certificate/key-usage speaks of this one.
    notApplicable: handshakeEnded(opensslError('ERR_SSL_KEY_USAGE_BIT_INCORRECT')),
    open: notOffered,
  },
  {
    rule: 'handshake/failed',
    name: "BoringSSL's own limit",
    guilty: handshakeEnded(opensslError('ERR_SSL_UNKNOWN_CERTIFICATE_TYPE'), boringssl),
    severity: 'warning',
    says: /nothing is proved/,
    innocent: sound,
    notApplicable: handshakeEnded(alertFailure('internal_error', 80)),
  },
  {
    rule: 'handshake/failed',
    name: 'a fault of the server seen by BoringSSL',
    guilty: handshakeEnded(opensslError('ERR_SSL_BAD_SIGNATURE'), boringssl),
    severity: 'error',
    says: /did not verify/,
    innocent: sound,
    notApplicable: handshakeEnded(alertFailure('internal_error', 80)),
  },
  ...[openssl, boringssl].map((engine): RuleCase => ({
    rule: 'handshake/failed',
    name: `a list of certificates too long for ${engine.library}`,
    guilty: handshakeEnded(opensslError('ERR_SSL_EXCESSIVE_MESSAGE_SIZE'), engine),
    severity: 'warning',
    says: /larger than this probe's TLS library takes \(about 100 KB\).*nothing is proved about the server/,
    saysNot: /breaks the TLS protocol|No mail can be encrypted/,
    innocent: sound,
    notApplicable: handshakeEnded(alertFailure('internal_error', 80)),
  })),
  {
    rule: 'handshake/failed',
    name: 'a code nobody listed',
    guilty: handshakeEnded(opensslError('ERR_SSL_SOMETHING_NEW')),
    says: /ERR_SSL_SOMETHING_NEW/,
    innocent: sound,
    notApplicable: handshakeEnded(alertFailure('internal_error', 80)),
  },
  {
    rule: 'pairing/tls-on-plaintext-port',
    guilty: endedAt('handshake', failure('tls-on-plaintext-port', 'handshake'), {}, { endpoint: implicitEndpoint }),
    says: /speaks plain SMTP first/,
    line: 12,
    innocent: implicitResult(),
    notApplicable: sound,
    open: endedAt('connection', failure('connection-refused', 'connect'), {}, { endpoint: implicitEndpoint }),
  },
  {
    rule: 'pairing/plaintext-on-tls-port',
    guilty: endedAt('greeting', failure('plaintext-on-tls-port', 'greet')),
    says: /STARTTLS has no place on mx\.example\.com:25/,
    line: 3,
    innocent: sound,
    notApplicable: implicitResult(),
    open: endedAt('greeting', failure('greeting-timeout', 'greet')),
  },
  {
    rule: 'pairing/plaintext-on-tls-port',
    name: 'likely',
    guilty: endedAt('greeting', failure('greeting-timeout', 'greet'), {}, { endpoint: { ...endpoint, port: 465 } }),
    severity: 'warning',
    says: /likely waits for a TLS handshake/,
    innocent: sound,
    notApplicable: implicitResult(),
  },
  {
    rule: 'tls/old-version',
    guilty: session({ ...ecdheGcm, version: 'TLSv1.1' }),
    says: /uses TLS 1\.1, although TLS 1\.3 was offered/,
    line: 12,
    innocent: session(ecdheGcm),
    notApplicable: noHandshake,
    open: notOffered,
  },
  ...weakSuites.map(([name, standardName, severity, says]): RuleCase => ({
    rule: 'tls/weak-cipher',
    name,
    guilty: session(handshake12(name, standardName)),
    severity,
    says,
    line: 12,
    innocent: session(ecdheGcm),
    notApplicable: noHandshake,
    open: notOffered,
  })),
  {
    rule: 'tls/no-forward-secrecy',
    guilty: session(rsaGcm),
    says: /no ephemeral key exchange/,
    line: 12,
    innocent: session(ecdheGcm),
    notApplicable: noHandshake,
    open: session(handshake12('X', 'TLS_UNKNOWN', { keyExchange: { kind: 'unknown' } })),
  },
  {
    rule: 'tls/no-forward-secrecy',
    name: 'static ECDH',
    guilty: session(handshake12('ECDH-RSA-AES128-SHA', 'TLS_ECDH_RSA_WITH_AES_128_CBC_SHA')),
    says: /no ephemeral/,
    innocent: sound,
    notApplicable: noHandshake,
  },
  {
    rule: 'tls/weak-key-exchange',
    guilty: session(dheGcm(1024)),
    says: /1024 bits; at least 2048/,
    line: 12,
    innocent: session(dheGcm(2048)),
    notApplicable: session(rsaGcm),
    open: session({ ...ecdheGcm, keyExchange: { kind: 'unknown' } }),
  },
  {
    rule: 'tls/weak-key-exchange',
    name: 'a small curve',
    guilty: session({ ...ecdheGcm, keyExchange: { kind: 'ecdh', group: 'secp192k1', bits: 192 } }),
    says: /192 bits \(secp192k1\)/,
    // BoringSSL tells no group, but offers only large ones.
    innocent: session({ ...ecdheGcm, keyExchange: { kind: 'unknown' } }, boringssl),
    notApplicable: noHandshake,
  },
  {
    rule: 'client-certificate/requested',
    guilty: session({ ...handshake, certificateRequest: 'requested' }),
    says: /asked for a client certificate/,
    line: 12,
    innocent: sound,
    notApplicable: noHandshake,
    open: session({ ...handshake, certificateRequest: 'unknown' }),
  },
  {
    rule: 'client-certificate/required',
    guilty: endedAt('capabilitiesInTls', alertFailure('certificate_required', 116, 'server', 'inspect'), {
      handshake: known({ ...handshake, certificateRequest: 'requested', certificateDemanded: true }),
    }),
    says: /demands a client certificate/,
    // Asked for, and gone on without.
    innocent: session({ ...handshake, certificateRequest: 'requested' }),
    notApplicable: noHandshake,
    open: resultWith({ capabilitiesInTls: failed(failure('connection-closed', 'inspect')) }),
  },
  {
    rule: 'client-certificate/required',
    name: 'during the handshake',
    guilty: handshakeEnded(alertFailure('certificate_required', 116)),
    says: /certificate_required \(116\)/,
    innocent: resultWith({ capabilitiesInTls: known(capabilities('250 mx', 14)) }),
    notApplicable: noHandshake,
    open: handshakeEnded(lateFailure),
  },
];

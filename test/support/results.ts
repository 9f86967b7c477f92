// Builds probe results: a sound one on port 25, and others that differ from it in named facts.

import type { ProbeResult, Vantage } from '../../src/model/assessment.ts';
import type {
  Certificate,
  CertificateChain,
  ChainDefect,
  StoreVerification,
  Verification,
} from '../../src/model/certificate.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { factNames, failed, known, skipped } from '../../src/model/evidence.ts';
import type { Evidence, FactName } from '../../src/model/evidence.ts';
import type { Failure, FailureCode } from '../../src/model/failure.ts';
import type { Capabilities, Greeting, SmtpReply, StartTlsExchange } from '../../src/model/smtp.ts';
import type { TlsAlert, TlsEngine, TlsHandshake } from '../../src/model/tls.ts';
import type { Phase, Transcript, TranscriptLine } from '../../src/model/transcript.ts';

export const probeTime = '2026-06-01T12:00:00.000Z';

/** The instant `days` after the probe, or before it when negative. */
export function inDays(days: number): string {
  return new Date(Date.parse(probeTime) + days * 86_400_000).toISOString().replace('.000Z', 'Z');
}

export const endpoint: Endpoint = { host: 'mx.example.com', port: 25, tlsMode: 'starttls' };
export const implicitEndpoint: Endpoint = { host: 'mx.example.com', port: 465, tlsMode: 'implicit' };

export const openssl: TlsEngine = {
  library: 'OpenSSL',
  version: '3.0.16',
  runtime: 'Node.js 20.19.4',
  offeredVersions: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
  notOffered: ['SSL 3.0'],
};

export const boringssl: TlsEngine = {
  ...openssl,
  library: 'BoringSSL',
  version: '0.0.0',
  notOffered: ['DHE key exchange'],
};

/** Of a result that was read from a protocol log. */
export const schannel: TlsEngine = {
  library: 'Schannel',
  version: '(version not in the log)',
  runtime: 'Microsoft Exchange Server 15.0.0.0, by its protocol log',
  offeredVersions: [],
  notOffered: [],
};

export const vantage: Vantage = {
  hostName: 'desk.example.net',
  platform: 'linux',
  engine: openssl,
  ehloName: 'desk.example.net',
};

/** `text` is a whole reply as on the wire, lines separated by \n, such as "250-mx\n250 SIZE". */
export function reply(text: string, firstLine = 1): SmtpReply {
  const lines = text.split('\n');
  const enhancedCode = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(lines[0] ?? '')?.[1];
  return {
    code: Number((lines.at(-1) ?? '').slice(0, 3)),
    ...(enhancedCode === undefined ? {} : { enhancedCode }),
    lines: lines.map((line) => line.slice(4)),
    firstLine,
    lastLine: firstLine + lines.length - 1,
    oddities: [],
  };
}

export function greeting(text: string, waitedMs = 20): Greeting {
  return { reply: reply(text, 3), waitedMs };
}

/** The answer to EHLO from its text; the first line names the server, each other a keyword. */
export function capabilities(text: string, firstLine = 5): Capabilities {
  const answer = reply(text, firstLine);
  return {
    verb: 'EHLO',
    reply: answer,
    keywords: answer.lines.slice(1).map((line, index) => {
      const [keyword = '', ...parameters] = line.split(' ');
      return { keyword: keyword.toUpperCase(), parameters, line: firstLine + 1 + index };
    }),
  };
}

export const startTls: StartTlsExchange = { reply: reply('220 2.0.0 Ready to start TLS', 10) };

export const handshake: TlsHandshake = {
  version: 'TLSv1.3',
  cipherSuite: { name: 'TLS_AES_256_GCM_SHA384', standardName: 'TLS_AES_256_GCM_SHA384' },
  keyExchange: { kind: 'ecdh', group: 'X25519', bits: 253 },
  sentServerName: 'mx.example.com',
  ocspStapled: false,
  certificateRequest: 'not-requested',
  certificateDemanded: false,
  line: 12,
};

/** A TLS 1.2 session with one suite, named by OpenSSL and by IANA. */
export function handshake12(name: string, standardName: string, changes: Partial<TlsHandshake> = {}): TlsHandshake {
  return {
    ...handshake,
    version: 'TLSv1.2',
    cipherSuite: { name, standardName },
    keyExchange: { kind: 'ecdh', group: 'prime256v1', bits: 256 },
    ...changes,
  };
}

export function certificate(changes: Partial<Certificate> = {}): Certificate {
  return {
    subject: 'CN=mx.example.com',
    issuer: 'CN=Example Intermediate',
    commonNames: ['mx.example.com'],
    alternativeNames: [{ kind: 'dns', value: 'mx.example.com' }],
    serialNumber: '0102',
    notBefore: inDays(-60),
    notAfter: inDays(90),
    publicKey: { type: 'EC', bits: 256, curve: 'prime256v1' },
    signatureAlgorithm: 'sha256WithRSAEncryption',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['serverAuth'],
    basicConstraints: { isAuthority: false },
    ocspUrls: [],
    issuerUrls: ['http://ca.example/intermediate.cer'],
    crlUrls: [],
    mustStaple: false,
    timestampCount: 2,
    fingerprintSha1: 'AA',
    fingerprintSha256: 'BB',
    publicKeySha256: 'CC',
    selfIssued: false,
    pem: '',
    unreadable: [],
    ...changes,
  };
}

export function intermediate(changes: Partial<Certificate> = {}): Certificate {
  return certificate({
    subject: 'CN=Example Intermediate',
    issuer: 'CN=Example Root',
    commonNames: ['Example Intermediate'],
    alternativeNames: [],
    notBefore: inDays(-1000),
    notAfter: inDays(1000),
    publicKey: { type: 'RSA', bits: 2048 },
    keyUsage: ['keyCertSign', 'cRLSign'],
    basicConstraints: { isAuthority: true, pathLength: 0 },
    ...changes,
  });
}

export function chain(leaf: Partial<Certificate> = {}, second: Partial<Certificate> = {}): CertificateChain {
  return { certificates: [certificate(leaf), intermediate(second)], truncated: false };
}

export const trustedStore: StoreVerification = {
  store: 'mozilla',
  trusted: true,
  path: [
    { certificate: 0, subject: 'CN=mx.example.com', fingerprintSha256: 'BB' },
    { certificate: 1, subject: 'CN=Example Intermediate', fingerprintSha256: 'BC' },
    { certificate: -1, subject: 'CN=Example Root', fingerprintSha256: 'BD' },
  ],
  defects: [],
};

export function verification(changes: Partial<Verification> = {}): Verification {
  return {
    at: probeTime,
    stores: [trustedStore],
    name: {
      expected: 'mx.example.com',
      matches: true,
      matchedBy: 'mx.example.com',
      presented: ['mx.example.com'],
      onlyCommonName: false,
    },
    superfluous: [],
    ...changes,
  };
}

/** No store trusts the chain, each for the same defects. */
export function distrusted(...defects: readonly ChainDefect[]): Verification {
  return verification({
    stores: [
      { ...trustedStore, trusted: false, defects },
      { ...trustedStore, store: 'system', trusted: false, defects },
    ],
  });
}

const soundGreeting = greeting('220 mx.example.com ESMTP');
const soundCapabilities = capabilities('250-mx.example.com\n250-SIZE 1000000\n250-8BITMIME\n250 STARTTLS');
const soundCapabilitiesInTls = capabilities('250-mx.example.com\n250-SIZE 1000000\n250 8BITMIME', 14);

export const soundEvidence: Evidence = {
  addresses: known({ addresses: [{ address: '192.0.2.1', family: 4 }], source: 'resolver' }),
  connection: known({
    remote: { address: '192.0.2.1', family: 4, port: 25 },
    local: { address: '192.0.2.9', family: 4, port: 40_000 },
    durationMs: 10,
    attempts: [],
  }),
  greeting: known(soundGreeting),
  capabilities: known(soundCapabilities),
  startTls: known(startTls),
  handshake: known(handshake),
  certificates: known(chain()),
  verification: known(verification()),
  capabilitiesInTls: known(soundCapabilitiesInTls),
};

export function line(number: number, speaker: TranscriptLine['speaker'], phase: Phase, text: string): TranscriptLine {
  return { number, at: number, speaker, phase, text, ending: speaker === 'probe' ? 'none' : 'crlf', encrypted: false };
}

const soundTranscript: Transcript = [
  line(1, 'probe', 'resolve', 'mx.example.com has the address 192.0.2.1'),
  line(2, 'probe', 'connect', 'connected to 192.0.2.1:25'),
  line(3, 'server', 'greet', '220 mx.example.com ESMTP'),
  line(4, 'client', 'ehlo', 'EHLO desk.example.net'),
  line(5, 'server', 'ehlo', '250-mx.example.com'),
  line(6, 'server', 'ehlo', '250-SIZE 1000000'),
  line(7, 'server', 'ehlo', '250-8BITMIME'),
  line(8, 'server', 'ehlo', '250 STARTTLS'),
  line(9, 'client', 'starttls', 'STARTTLS'),
  line(10, 'server', 'starttls', '220 2.0.0 Ready to start TLS'),
  line(11, 'probe', 'handshake', 'ClientHello sent'),
  line(12, 'probe', 'handshake', 'handshake done'),
];

export function soundResult(changes: Partial<ProbeResult> = {}): ProbeResult {
  return {
    endpoint,
    startedAt: probeTime,
    durationMs: 100,
    vantage,
    evidence: soundEvidence,
    transcript: soundTranscript,
    stages: [],
    ...changes,
  };
}

/** The sound result with some facts replaced. */
export function resultWith(facts: Partial<Evidence>, changes: Partial<ProbeResult> = {}): ProbeResult {
  return soundResult({ evidence: { ...soundEvidence, ...facts }, ...changes });
}

/** The sound result on an implicit TLS port, where the dialogue before TLS does not exist. */
export function implicitResult(facts: Partial<Evidence> = {}, changes: Partial<ProbeResult> = {}): ProbeResult {
  const reason = 'The connection is TLS from its first byte.';
  const evidence: Evidence = {
    ...soundEvidence,
    capabilities: skipped(reason),
    startTls: skipped(reason),
    ...facts,
  };
  return soundResult({ evidence, endpoint: implicitEndpoint, ...changes });
}

export function failure(code: FailureCode, phase: Phase, changes: Partial<Failure> = {}): Failure {
  return { code, phase, detail: `Something went wrong: ${code}.`, ...changes };
}

export function alertFailure(
  name: string,
  number: number,
  sentBy: TlsAlert['sentBy'] = 'server',
  phase: Phase = 'handshake',
): Failure {
  return failure('tls-alert', phase, { alert: { name, number, sentBy } });
}

/** What a probe leaves that was ended before it learnt `from`: that fact and all after it failed the same way. */
export function endedAt(
  from: FactName,
  ending: Failure,
  facts: Partial<Evidence> = {},
  changes: Partial<ProbeResult> = {},
): ProbeResult {
  const lost = factNames.slice(factNames.indexOf(from)).map((name) => [name, failed<never>(ending)] as const);
  const evidence: Evidence = { ...soundEvidence, ...Object.fromEntries(lost), ...facts };
  return soundResult({ evidence, ending, ...changes });
}

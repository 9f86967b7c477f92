// One side knows only TLS versions that the other no longer takes.

import type { Clue } from '../model/cause.ts';
import { exchangeArticle, rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, factOf, findingOf, proof, strong } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function versionClue(subject: Case): Clue | undefined {
  const handshake = factOf(subject, 'handshake');
  const { offeredVersions } = subject.result.vantage.engine;
  if (handshake === undefined || !['TLSv1', 'TLSv1.1'].includes(handshake.version)) return undefined;
  return offeredVersions.includes('TLSv1.2')
    ? proof(`The probe offered ${offeredVersions.join(', ')}, and the server chose ${handshake.version}.`, {
        line: handshake.line,
      })
    : undefined;
}

function alertClue(subject: Case): Clue | undefined {
  const { ending } = subject.result;
  const finding = findingOf(subject, 'handshake/alert');
  if (ending?.alert?.name !== 'protocol_version' || finding === undefined) return undefined;
  return strong(
    `The handshake ended with the alert protocol_version: the two sides have no TLS version in common.`,
    finding.where,
  );
}

function errorClue(subject: Case): Clue | undefined {
  const code = subject.result.ending?.errorCode ?? '';
  return /UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|UNKNOWN_PROTOCOL|NO_PROTOCOLS_AVAILABLE/.test(code)
    ? strong(
        `The server answered with a TLS version that was not offered (${code}).`,
        findingOf(subject, 'handshake/failed')?.where,
      )
    : undefined;
}

export const oldTlsOnly: Cause = {
  id: 'old-tls-only',
  title: 'Only old TLS versions are spoken',
  meaning:
    'The server knows nothing newer than TLS 1.0 or 1.1. Exchange Online and most large providers take TLS 1.2 at least, so mail between them stops, often with a bare connection loss.',
  explains: ['tls/old-version', 'handshake/alert', 'handshake/failed', 'expectation/tls-version'],
  fix: formatFix({
    first:
      'Enable TLS 1.2, and 1.3 where it can be had, on the side that lacks it. An appliance in front of the server may be the one that is old.',
    exchange:
      'in HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server and \\Client set DisabledByDefault = 0 and Enabled = 1, SchUseStrongCrypto = 1 for .NET, then restart the server.',
    postfix: 'smtpd_tls_protocols = >=TLSv1.2, with an OpenSSL that has it.',
    exim: 'update the TLS library; tls_require_ciphers must not leave out TLS 1.2.',
  }),
  sources: [
    exchangeArticle(
      'email-delivery/send-receive-emails-socketerror',
      'mail is not sent or received: SocketError, TLS 1.2',
    ),
    rfc(8996),
  ],
  examine: (subject) => ({
    evidenceFor: [
      versionClue(subject),
      versionClue(subject) === undefined
        ? clueFromFinding(findingOf(subject, 'tls/old-version', 'expectation/tls-version'), strong)
        : undefined,
      alertClue(subject),
      errorClue(subject),
    ],
    nextTest: {
      text: 'Offer one version after the other from a terminal (openssl s_client -starttls smtp -tls1_2 …): the ones that work are the ones it knows.',
    },
  }),
};

// One more probe in short: what decides whether two connections differ.

import type { ProbeResult } from '../../model/assessment.ts';
import type { ProbeDigest } from '../../model/furtherTest.ts';
import { findCapability } from '../../formats/capabilities.ts';
import { isTrusted } from '../../formats/decisiveStore.ts';
import { formatReply } from '../../formats/smtpReply.ts';

const mostKeywords = 100;

function startTlsOf({ endpoint, evidence: { capabilities } }: ProbeResult): ProbeDigest['startTls'] {
  if (endpoint.tlsMode === 'implicit') return 'not-applicable';
  if (capabilities.status !== 'known') return 'unknown';
  return findCapability(capabilities.value, 'STARTTLS') === undefined ? 'not-offered' : 'offered';
}

function leafOf({ evidence: { certificates } }: ProbeResult): ProbeDigest['leaf'] {
  const leaf = certificates.status === 'known' ? certificates.value.certificates[0] : undefined;
  if (leaf === undefined) return undefined;
  const { subject, issuer, notAfter, fingerprintSha256 } = leaf;
  return { subject, issuer, notAfter, fingerprintSha256 };
}

export function digestOf(result: ProbeResult, attempt = 1): ProbeDigest {
  const { endpoint, evidence, ending } = result;
  const { connection, greeting, capabilities, handshake, verification } = evidence;
  const leaf = leafOf(result);
  return {
    endpoint,
    ...(connection.status === 'known' ? { remote: connection.value.remote } : {}),
    attempt,
    startTls: startTlsOf(result),
    ...(greeting.status === 'known' ? { greeting: formatReply(greeting.value.reply) } : {}),
    ...(capabilities.status === 'known'
      ? { keywords: capabilities.value.keywords.slice(0, mostKeywords).map(({ keyword }) => keyword) }
      : {}),
    ...(handshake.status === 'known' ? { tlsVersion: handshake.value.version } : {}),
    ...(leaf === undefined ? {} : { leaf }),
    ...(verification.status === 'known'
      ? {
          isTrusted: isTrusted(verification.value),
          nameMatches: verification.value.name.matches,
        }
      : {}),
    ...(ending === undefined ? {} : { ending }),
  };
}

// The server changed for good reason, and what the fleet file expects is of before.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { isTrusted } from '../formats/decisiveStore.ts';
import { formatFix } from '../formats/fix.ts';
import { factOf, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function soundClue(subject: Case): Clue | undefined {
  const verification = factOf(subject, 'verification');
  return verification !== undefined && isTrusted(verification) && verification.name.matches
    ? strong('The certificate is trusted and holds the name: all but the expectation is met.', { certificate: 0 })
    : undefined;
}

function youngClue(subject: Case): Clue | undefined {
  const leaf = factOf(subject, 'certificates')?.certificates[0];
  if (leaf === undefined) return undefined;
  const age = Date.parse(subject.result.startedAt) - Date.parse(leaf.notBefore);
  return age >= 0 && age < 30 * 86_400_000
    ? weak('The certificate was issued within the last 30 days: it was renewed lately.', { certificate: 0 })
    : undefined;
}

function faultClue(subject: Case): Clue | undefined {
  const fault = findingOf(
    subject,
    'certificate/self-signed',
    'certificate/untrusted-root',
    'certificate/name-mismatch',
  );
  return fault === undefined ? undefined : strong(fault.text, fault.where);
}

export const expectationOutdated: Cause = {
  id: 'expectation-outdated',
  title: 'What is expected of the certificate is out of date',
  meaning:
    'The certificate was replaced in the ordinary way, and the fleet file still expects the issuer or fingerprint of before. Whoever pins it elsewhere (a connector, a TLSA record) has the same trouble.',
  explains: ['expectation/fingerprint', 'expectation/issuer'],
  fix: formatFix({
    first:
      'Ask whoever runs the server whether the change was meant. If it was, write the new issuer or fingerprint into the fleet file, and wherever else the old one stands: connectors, TLSA records, partners.',
    exchange:
      'TlsCertificateName of the connectors holds issuer and subject, and must be set again when one of them changes.',
  }),
  sources: [rfc(7671, '8')],
  examine: (subject) => ({
    evidenceFor: [soundClue(subject), youngClue(subject)],
    evidenceAgainst: [faultClue(subject)],
    nextTest: { text: 'Ask whoever runs the server when and why the certificate was changed.' },
  }),
};

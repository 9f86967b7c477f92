// The name that senders look for is not in the certificate.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { factOf, findingOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

function nameCheckOf(subject: Case) {
  return factOf(subject, 'verification')?.name;
}

function mismatchClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'certificate/name-mismatch', 'certificate/no-alternative-name');
  return finding === undefined ? undefined : proof(finding.text, finding.where);
}

/** RFC 9525 section 6.3: a wildcard stands for one label. */
function wildcardClue(subject: Case): Clue | undefined {
  const check = nameCheckOf(subject);
  const wildcard = check?.presented.find(
    (name) => name.startsWith('*.') && check.expected.endsWith(name.slice(1)) && check.expected !== name.slice(2),
  );
  return check === undefined || check.matches || wildcard === undefined
    ? undefined
    : strong(`${wildcard} covers one label only, and ${check.expected} has more.`, { certificate: 0 });
}

/** The mail domain was asked for, where the name of the host is what counts. */
function domainClue(subject: Case): Clue | undefined {
  const check = nameCheckOf(subject);
  const host = check?.presented.find((name) => name.endsWith(`.${check.expected}`));
  return check === undefined || check.matches || host === undefined
    ? undefined
    : strong(
        `It is for ${host}, below ${check.expected}: senders compare with the MX host name, not with the mail domain.`,
        {
          certificate: 0,
        },
      );
}

function withoutNameClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'server-name');
  if (test === undefined || test.withName.nameMatches !== true || test.withoutName.nameMatches !== false)
    return undefined;
  return strong('With the server name in the handshake (SNI) the right certificate comes; without it, another.');
}

function unknownNameClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'handshake/alert');
  return finding !== undefined && subject.result.ending?.alert?.name === 'unrecognized_name'
    ? strong(
        'The alert unrecognized_name means that the server has no certificate for the name that was asked for (SNI).',
        finding.where,
      )
    : undefined;
}

export const nameNotCovered: Cause = {
  id: 'name-not-covered',
  title: 'The certificate does not hold the name that senders look for',
  meaning:
    'Senders look for the MX host name, or for what their connector expects, among the alternative names of the certificate. It is not there.',
  explains: ['certificate/name-mismatch', 'certificate/no-alternative-name', 'handshake/alert', 'handshake/failed'],
  fix: formatFix({
    first:
      'Get a certificate with the MX host name among its alternative names, or point the MX at a name that is in it. Probe the MX host, not the mail domain.',
    exchange:
      "the certificate's domains must hold the FQDN of the Receive connector, and the domain that the partner's connector expects (TlsDomain in Exchange Online, TlsSenderCertificateName for the other direction).",
    postfix: 'smtpd_tls_chain_files; tls_server_sni_maps for several names.',
    exim: 'tls_certificate may depend on $tls_in_sni.',
  }),
  sources: [rfc(9525, '6.3')],
  examine: (subject) => ({
    evidenceFor: [
      loggedErrorClue(subject, ['WrongPrincipal'], weak, 'the certificate is not for the name that was asked for.'),
      mismatchClue(subject),
      wildcardClue(subject),
      domainClue(subject),
      withoutNameClue(subject),
      unknownNameClue(subject),
    ],
    nextTest: {
      text: 'Probe the host under the name that senders use: the certificate that it shows for that name, and all names in it, stand in the result.',
      furtherTest: 'server-name',
    },
  }),
};

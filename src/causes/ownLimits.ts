// The probe itself could not offer what the server wants.

import type { Clue } from '../model/cause.ts';
import { formatFix } from '../formats/fix.ts';
import { rfc } from '../formats/citations.ts';
import { isLogged } from '../formats/loggedResult.ts';
import { findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function versionClue(subject: Case): Clue | undefined {
  const { offeredVersions } = subject.result.vantage.engine;
  return offeredVersions.includes('TLSv1.2')
    ? undefined
    : strong(`The probe offered ${offeredVersions.join(', ')} only, because a lowest version was set.`);
}

function engineClue(subject: Case): Clue | undefined {
  const { library, version, notOffered } = subject.result.vantage.engine;
  const finding = findingOf(subject, 'handshake/alert', 'handshake/failed');
  if (library !== 'BoringSSL' || finding === undefined) return undefined;
  return weak(
    `The probe ran with ${library} ${version}, which does not offer ${notOffered.join(', ')}.`,
    finding.where,
  );
}

export const ownLimits: Cause = {
  id: 'own-limits',
  title: 'This probe could not offer what the server wants',
  meaning:
    "The handshake may have failed on this side: VS Code's own TLS library (BoringSSL) or a setting leaves out versions and suites that a server may want. Nothing is proved about the server then.",
  explains: ['handshake/alert', 'handshake/failed'],
  fix: formatFix({
    first:
      'Probe with OpenSSL: run smtp-tls-probe in a terminal with Node.js, or name a Node.js in smtpTls.nodePath; without --min-tls, and with smtpTls.minimumTls at "any".',
  }),
  sources: [rfc(8446, '4.1.1')],
  examine: (subject) =>
    isLogged(subject.result)
      ? undefined
      : {
          evidenceFor: [versionClue(subject), engineClue(subject)],
          nextTest: {
            text: 'Probe again with OpenSSL and all versions on offer: if the failure stays, it is not ours.',
          },
        },
};

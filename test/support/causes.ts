// Causes made by hand, of every likelihood, for tests of what shows them.

import type { Assessment } from '../../src/model/assessment.ts';
import type { RankedCause } from '../../src/model/cause.ts';
import { known } from '../../src/model/evidence.ts';
import { judge } from '../../src/rules/judge.ts';
import { capabilities, resultWith } from './results.ts';

const citation = { text: 'RFC 3207 section 4', url: 'https://www.rfc-editor.org/rfc/rfc3207#section-4' };

export const confirmedCause: RankedCause = {
  id: 'smtp-inspection',
  title: 'A firewall on the way rewrites SMTP',
  text: 'It replaces what it does not let through by X.',
  likelihood: 'confirmed',
  explains: ['starttls/not-offered'],
  evidenceFor: [
    { text: 'A keyword of the EHLO reply was replaced by "XXXXXXXA".', weight: 'proof', where: { line: 6 } },
    { text: 'The certificate is that of a proxy.', weight: 'weak', where: { certificate: 1 } },
  ],
  evidenceAgainst: [],
  fix: 'Let TLS through: set allow-tls and no mask-banner. Exchange: Get-ReceiveConnector | Format-List Name, AuthMechanism. Postfix: postconf smtpd_tls_security_level.',
  sources: [citation],
};

export const likelyCause: RankedCause = {
  ...confirmedCause,
  id: 'starttls-removed',
  title: 'STARTTLS is removed on the way',
  text: 'Something between here and the server takes the keyword out.',
  likelihood: 'likely',
  evidenceFor: [{ text: 'The same server offers it on port 587.', weight: 'strong', where: {} }],
  evidenceAgainst: [{ text: 'The EHLO reply has all its letters.', weight: 'weak', where: { line: 5 } }],
  nextTest: { text: 'Send STARTTLS all the same and look at the echo.', furtherTest: 'unoffered-starttls' },
};

export const possibleCause: RankedCause = {
  ...likelyCause,
  id: 'receive-connector-without-tls',
  title: 'The receive connector has no TLS',
  text: 'The connector that answers has TLS among none of its ways to authenticate.',
  likelihood: 'possible',
  nextTest: { text: 'Ask the administrator for Get-ReceiveConnector.' },
  fix: 'Exchange: Set-ReceiveConnector "EX1\\Default Frontend EX1" -AuthMechanism Tls.',
};

export const ruledOutCause: RankedCause = {
  ...possibleCause,
  id: 'address-blocked',
  title: 'Our address is blocked',
  text: 'The server treats this address unlike others.',
  likelihood: 'ruled-out',
  evidenceFor: [],
  evidenceAgainst: [{ text: 'Another address got the same answer.', weight: 'proof', where: { line: 5 } }],
};

/** A server without STARTTLS, as a version left it that knew no causes. */
export const withoutCauses: Assessment = judge(
  resultWith({ capabilities: known(capabilities('250-mx.example.com\n250 SIZE 1000')) }),
);

/** The same server with these causes. */
export function withCauses(...causes: readonly RankedCause[]): Assessment {
  return { ...withoutCauses, causes };
}

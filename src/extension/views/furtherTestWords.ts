// What further tests told, in the person's language. Reports keep the English of src/report/furtherTests.ts.

import type { FurtherTest } from '../../model/furtherTest.ts';
import { sayPlainly } from '../../report/digests.ts';
import type { Say } from '../../report/digests.ts';
import { describeFurtherTests } from '../../report/furtherTests.ts';
import type { FurtherTestReport } from '../../report/furtherTestReport.ts';
import { t } from '../l10n.ts';

/** By the English template. */
export const furtherTestPhrases: ReadonlyMap<string, string> = new Map([
  ['Every address of the name', t('Every address of the name')],
  ['Ports side by side', t('Ports side by side')],
  ['STARTTLS sent although it was not offered', t('STARTTLS sent although it was not offered')],
  ['A verb that no server knows', t('A verb that no server knows')],
  ['With and without the server name (SNI)', t('With and without the server name (SNI)')],
  ['Control host', t('Control host')],
  ['Reputation of our address', t('Reputation of our address')],
  ['The connections differ.', t('The connections differ.')],
  ['All connections showed the same.', t('All connections showed the same.')],
  ['There was nothing to compare.', t('There was nothing to compare.')],
  ['It was not made.', t('It was not made.')],
  ['Nothing could be learnt.', t('Nothing could be learnt.')],
  [
    'STARTTLS was accepted although it was not offered, but the handshake failed.',
    t('STARTTLS was accepted although it was not offered, but the handshake failed.'),
  ],
  [
    'STARTTLS was accepted although it was not offered, and the handshake was completed.',
    t('STARTTLS was accepted although it was not offered, and the handshake was completed.'),
  ],
  ['STARTTLS was refused.', t('STARTTLS was refused.')],
  [
    'Another command arrived at the server: STARTTLS is overwritten on the way.',
    t('Another command arrived at the server: STARTTLS is overwritten on the way.'),
  ],
  [
    'It was accepted: no mail server does that, but some very old firewalls do.',
    t('It was accepted: no mail server does that, but some very old firewalls do.'),
  ],
  ['It was refused, as mail servers do.', t('It was refused, as mail servers do.')],
  [
    'Another command arrived at the server: verbs are overwritten on the way.',
    t('Another command arrived at the server: verbs are overwritten on the way.'),
  ],
  ['This time STARTTLS was offered.', t('This time STARTTLS was offered.')],
  ['It was reached: this network lets the port out.', t('It was reached: this network lets the port out.')],
  [
    'It was not reached: this network does not let the port out, or the control host does not answer.',
    t('It was not reached: this network does not let the port out, or the control host does not answer.'),
  ],
  ['Our address is not known.', t('Our address is not known.')],
  ['Our address is on a block list.', t('Our address is on a block list.')],
  [
    'Our address is on none of the block lists that answered.',
    t('Our address is on none of the block lists that answered.'),
  ],
  ['No block list gave an answer.', t('No block list gave an answer.')],
  ['offered', t('offered')],
  ['not offered', t('not offered')],
  ['TLS from the first byte', t('TLS from the first byte')],
  ['not known', t('not known')],
  ['trusted', t('trusted')],
  ['not trusted', t('not trusted')],
  ['the name matches', t('the name matches')],
  ['the name does not match', t('the name does not match')],
  ['nothing', t('nothing')],
  ['with the name', t('with the name')],
  ['without', t('without')],
  ['listed', t('listed')],
  ['not listed', t('not listed')],
  ['no answer', t('no answer')],
  ['issued by {0}', t('issued by {0}')],
  ['until {0}', t('until {0}')],
  ['Certificate {0}', t('Certificate {0}')],
  ['{0} and {1} more', t('{0} and {1} more')],
  ['{0} only: {1}', t('{0} only: {1}')],
  ['{0} (attempt {1})', t('{0} (attempt {1})')],
  ['{0}, says {1}', t('{0}, says {1}')],
  ['{0} Look up and take off: {1}', t('{0} Look up and take off: {1}')],
  ['STARTTLS', 'STARTTLS'],
  ['EHLO keywords', t('EHLO keywords')],
  ['TLS version', t('TLS version')],
  ['Certificate', t('Certificate')],
  ['Trust', t('Trust')],
  ['Ended by', t('Ended by')],
  ['Address', t('Address')],
  ['Attempt', t('Attempt')],
  ['Port', t('Port')],
  ['Server name sent', t('Server name sent')],
  ['Reply', t('Reply')],
  ['Seen', t('Seen')],
  ['Our address', t('Our address')],
  ['Reverse DNS', t('Reverse DNS')],
  ['Name in EHLO', t('Name in EHLO')],
  ['Block list', t('Block list')],
  ['Answer', t('Answer')],
  ['Meaning', t('Meaning')],
]);

const say: Say = (template, ...values) => sayPlainly(furtherTestPhrases.get(template) ?? template, ...values);

export function furtherTestWords(tests: readonly FurtherTest[] | undefined): readonly FurtherTestReport[] {
  return describeFurtherTests(tests, say);
}

// The server sent more than any SMTP reply needs.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const tooMuchData = endingRule({
  id: 'session/too-much-data',
  title: 'The server sent more data than an SMTP session has',
  severity: 'note',
  citation: rfc(5321, '4.5.3.1.5'),
  meaning:
    'A reply line has at most 512 octets by RFC 5321, and a reply a few lines. The server went far beyond that, so the probe stopped reading to protect itself. What answers there may not be a mail server.',
  fix: formatFix({
    first:
      'See in the transcript what was sent, and check that the host and port are those of the mail service. If it is the mail server, look for a banner or an EHLO answer that a script or a faulty filter fills without end.',
  }),
  codes: ['too-much-data'],
  symptoms: (ending, result) => [
    { text: `${ending.detail} The probe stopped reading there.`, where: failureLocation(result, ending) },
  ],
});

// Something else than a mail server answers, or one that breaks SMTP.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, strong, weak } from './cause.ts';
import type { Cause } from './cause.ts';

export const otherService: Cause = {
  id: 'other-service',
  title: 'Another service answers on this port',
  meaning:
    'What answers does not speak SMTP as it should: another service, a captive portal or a device answers in place of the mail server.',
  explains: ['session/protocol-error', 'session/too-much-data', 'handshake/failed'],
  fix: formatFix({
    first:
      'Compare address and port with those of the mail server: address translation may lead elsewhere. In a network with a sign-in page, sign in first or probe from another network.',
    exchange: 'Get-ReceiveConnector | Format-List Identity,Bindings tells which ports it serves.',
    postfix: 'master.cf tells which ports it serves.',
    exim: 'daemon_smtp_ports tells which ports it serves.',
  }),
  sources: [rfc(5321, '4.2')],
  examine: (subject) => {
    const failed = findingOf(subject, 'handshake/failed');
    const isNotTls = /WRONG_VERSION_NUMBER|HTTP_REQUEST|PROXY_REQUEST/.test(subject.result.ending?.errorCode ?? '');
    return {
      evidenceFor: [
        clueFromFinding(findingOf(subject, 'session/protocol-error'), strong),
        clueFromFinding(findingOf(subject, 'session/too-much-data'), weak),
        isNotTls ? clueFromFinding(failed, weak) : undefined,
      ],
      nextTest: {
        text: 'Look at the transcript for what answered, and probe the other mail ports of the host.',
        furtherTest: 'ports',
      },
    };
  },
};

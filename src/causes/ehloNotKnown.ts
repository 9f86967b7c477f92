// EHLO is refused as a command: an old server, or a device that lets plain SMTP through only.

import type { Clue } from '../model/cause.ts';
import { exchangeArticle, rfc } from '../formats/citations.ts';
import { isPolicyRefusal } from '../formats/clientBan.ts';
import { formatFix } from '../formats/fix.ts';
import { quoteReply } from '../formats/quoting.ts';
import { factOf, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function refusalClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'ehlo/refused');
  const reply = factOf(subject, 'capabilities')?.refusedEhlo ?? subject.result.ending?.reply;
  if (finding === undefined || reply === undefined || isPolicyRefusal(reply)) return undefined;
  return strong(
    `EHLO was not understood: ${quoteReply(reply)}. Every mail server since 1995 knows it; old firewalls refuse it in their place.`,
    finding.where,
  );
}

function insideClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'ehlo/refused');
  return finding !== undefined && factOf(subject, 'handshake') !== undefined
    ? weak('Before TLS the same server understood EHLO: another program answers inside.', finding.where)
    : undefined;
}

export const ehloNotKnown: Cause = {
  id: 'ehlo-not-known',
  title: 'A device or an old server knows only plain SMTP',
  meaning:
    'EHLO is refused as an unknown command, so no extension can be offered, STARTTLS least of all. Old firewalls with SMTP inspection (PIX Mailguard) do that, and proxies that let only the commands of 1982 through.',
  explains: ['ehlo/refused'],
  fix: formatFix({
    first:
      'Probe from inside the firewall: if EHLO works there, take the mail server out of the SMTP inspection, or let the inspection know ESMTP (Cisco: inspect esmtp with allow-tls in place of fixup protocol smtp).',
    exchange: 'every version knows EHLO; look at what stands in front of it.',
    postfix: 'every version knows EHLO; look at what stands in front of it, and at smtpd_command_filter.',
    exim: 'every version knows EHLO; look at what stands in front of it.',
  }),
  sources: [
    exchangeArticle(
      'mailflow/cannot-send-receive-email-behind-cisco-firewall',
      'cannot send or receive email behind a Cisco firewall (KB 320027)',
    ),
    rfc(5321, '4.1.1.1'),
  ],
  examine: (subject) => ({
    evidenceFor: [refusalClue(subject), insideClue(subject)],
    nextTest: { text: 'Probe from the network of the server, and compare the answers to EHLO.' },
  }),
};

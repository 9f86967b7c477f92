// The greeting came, but late.

import { slowGreetingMs } from '../../model/limits.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { replyLocation } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

export const slow = factRule({
  id: 'greeting/slow',
  title: 'The greeting came late',
  severity: 'note',
  citation: rfc(5321, '4.5.3.2.1'),
  meaning:
    "The greeting is the server's first line, 220 and its name. It came, but late. Delays against spam (a client that cannot wait is no mail server) and look-ups that time out are the usual reasons.",
  fix: formatFix({
    first:
      'If the delay is meant, nothing needs doing. If not, find the look-up that times out: reverse DNS or block lists asked through a DNS server that does not answer.',
    exchange:
      'check the DNS servers of the adapter that the transport service uses (Get-TransportService | Format-List *DNS*) and the block list providers.',
    postfix: 'postscreen_greet_wait is a delay that is meant; otherwise time the name server in /etc/resolv.conf.',
    exim: 'a delay in acl_smtp_connect is meant; otherwise look at its dnslists, at host_lookup and at rfc1413_query_timeout.',
  }),
  needs: ['greeting'],
  symptoms: ({ greeting }) =>
    greeting.waitedMs > slowGreetingMs
      ? [
          {
            text: `The greeting took ${(greeting.waitedMs / 1000).toFixed(1)} s. Senders and checkers with short time-outs give up before it.`,
            where: replyLocation(greeting.reply),
          },
        ]
      : [],
});

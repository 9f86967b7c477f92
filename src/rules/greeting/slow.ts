// The greeting came, but late.

import { slowGreetingMs } from '../../model/limits.ts';
import { rfc } from '../citations.ts';
import { replyLocation } from '../quoting.ts';
import { factRule } from '../rule.ts';

export const slow = factRule({
  id: 'greeting/slow',
  title: 'The greeting came late',
  severity: 'note',
  citation: rfc(5321, '4.5.3.2.1'),
  meaning:
    'RFC 5321 asks senders to wait 5 minutes for the greeting, but scanners, applications and load balancers with short time-outs give up before, and then report a server without STARTTLS. Greet delays against spam and slow look-ups are the usual reasons.',
  fix: 'If the delay is meant (postscreen_greet_wait in Postfix, a delay in the connect ACL of Exim), nothing needs doing. If not, find the look-up that times out: reverse DNS or block lists asked through a DNS server that does not answer. In Exchange, check the DNS servers of the adapter the transport service uses (Get-TransportService | Format-List *DNS*) and the block list providers.',
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

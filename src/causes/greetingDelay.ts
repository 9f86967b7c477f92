// A server that makes unknown clients wait: greet pause, postscreen, tarpit.

import { postfixPage } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof, weak } from './cause.ts';
import type { Cause } from './cause.ts';

export const greetingDelay: Cause = {
  id: 'greeting-delay',
  title: 'The server makes unknown clients wait',
  meaning:
    'Many servers hold back their greeting for some seconds, because programs that send spam do not wait. RFC 5321 lets senders wait five minutes; a sender with less patience gives up and looks like a TLS fault.',
  explains: ['greeting/slow', 'session/no-reply'],
  fix: formatFix({
    first:
      'Give the sender or the probe more patience (--timeout, or smtpTls.timeoutSeconds). On your own server, take trusted senders out of the delay.',
    exchange: 'TarpitInterval of the Receive connector.',
    postfix: 'postscreen_greet_wait, postscreen_access_list and smtpd_error_sleep_time.',
    exim: 'delay in acl_smtp_connect.',
  }),
  sources: [postfixPage('POSTSCREEN_README.html', 'postscreen')],
  examine: (subject) => {
    const { ending } = subject.result;
    const isSilent = ending?.code === 'greeting-timeout';
    if (findingOf(subject, 'greeting/slow') === undefined && !isSilent) return undefined;
    return {
      evidenceFor: [
        clueFromFinding(findingOf(subject, 'greeting/slow'), proof),
        isSilent ? weak('The connection came about, and no greeting followed within the time given.') : undefined,
      ],
      nextTest: {
        text: 'Probe again with five minutes of patience, as RFC 5321 section 4.5.3.2 asks of senders: a delay ends by then.',
      },
    };
  },
};

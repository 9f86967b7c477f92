// The page of greeting/slow, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { eximChapter, postfixPage } from '../../../formats/citations.ts';

export const slow: Explanation = {
  consequence:
    'Mail servers wait: RFC 5321 asks them to for 5 minutes. Applications, scanners and load balancers with short time-outs give up before, and then report a server that is down or has no STARTTLS.',
  checks: [
    shell(
      'Time it. The connection stands at "Connected"; the greeting should follow within a second or two.',
      'time swaks --server HOST --port PORT --quit-after CONNECT',
    ),
    shell(
      "On the server, time a reverse look-up of a client's ADDRESS. One that takes seconds is the reason.",
      'time nslookup ADDRESS',
    ),
  ],
  sources: [
    postfixPage('POSTSCREEN_README.html', 'postscreen'),
    eximChapter('ch-access_control_lists', 'Access control lists'),
  ],
};

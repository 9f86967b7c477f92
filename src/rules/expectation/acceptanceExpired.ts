// An acceptance whose last day has passed: it changes nothing any more.

import { printableText } from '../../formats/printable.ts';
import { endedAcceptances } from '../acceptance.ts';
import { rfc } from '../../formats/citations.ts';
import { checked, notApplicable } from '../outcomes.ts';
import { quote } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

export const acceptanceExpired: Rule = {
  id: 'expectation/acceptance-expired',
  title: 'An acceptance has ended',
  severity: 'note',
  citation: rfc(4949, '4'),
  meaning:
    'The fleet file says that a finding of this endpoint is known and borne until a day, and that day has passed. An acceptance has an end so that somebody looks again at what was put off.',
  fix: 'See whether the finding is still there. If it is mended, take the acceptance out of the fleet file. If it is not, mend it, or decide anew until when it is borne, and write down why.',
  check: (result) => {
    if (result.policy === undefined) return notApplicable;
    const symptoms = endedAcceptances(result).map(({ rule, until, reason }) => ({
      text: `The acceptance of ${quote(printableText(rule, 100))} ended on ${until}; its reason was ${quote(printableText(reason, 200))}.`,
      where: {},
    }));
    return checked(...symptoms);
  },
};

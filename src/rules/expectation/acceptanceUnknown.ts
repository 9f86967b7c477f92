// An acceptance that names no rule: most likely a slip of the pen.

import { printableText } from '../../formats/printable.ts';
import { strayAcceptances } from '../acceptance.ts';
import { rfc } from '../../formats/citations.ts';
import { checked, notApplicable } from '../outcomes.ts';
import { quote } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

/** @param isRule Whether the registry has a rule of this identifier. */
export function acceptanceUnknown(isRule: (id: string) => boolean): Rule {
  return {
    id: 'expectation/acceptance-unknown',
    title: 'An acceptance names no rule',
    severity: 'note',
    citation: rfc(4949, '4'),
    meaning:
      'The fleet file accepts findings of a rule that this version does not have. Most likely the identifier is misspelt, or it comes from another version.',
    fix: 'Write the identifier as the finding shows it, such as tls/weak-cipher, or let the quick fix "Accept this finding" write it. Take the acceptance out where it is no longer needed.',
    check: (result) => {
      if (result.policy === undefined) return notApplicable;
      const symptoms = strayAcceptances(result, isRule).map(({ rule }) => ({
        text: `${quote(printableText(rule, 100))} is accepted, and there is no such rule.`,
        where: {},
      }));
      return checked(...symptoms);
    },
  };
}

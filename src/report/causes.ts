// What every report says of causes: which are sure, which explains a finding, and how they are put into a line.

import type { Assessment } from '../model/assessment.ts';
import type { Clue, RankedCause } from '../model/cause.ts';
import type { FindingLocation } from '../model/finding.ts';
import { clueWeightWords } from './words.ts';

/** A server may have every line of its answer masked: more clues of a kind prove no more. */
const mostClues = 8;

/** Those that may be it, the surest first. */
export function openCauses({ causes = [] }: Pick<Assessment, 'causes'>): readonly RankedCause[] {
  return causes.filter(({ likelihood }) => likelihood !== 'ruled-out');
}

export function ruledOutCauses({ causes = [] }: Pick<Assessment, 'causes'>): readonly RankedCause[] {
  return causes.filter(({ likelihood }) => likelihood === 'ruled-out');
}

export function isSure({ likelihood }: RankedCause): boolean {
  return likelihood === 'confirmed' || likelihood === 'likely';
}

/** The surest cause, when it is confirmed or likely. A sound server has nothing that asks for one. */
export function surestCause({ verdict, causes }: Pick<Assessment, 'verdict' | 'causes'>): RankedCause | undefined {
  return verdict === 'sound' ? undefined : openCauses(causes === undefined ? {} : { causes }).find(isSure);
}

/** The surest cause that explains the findings of a rule. */
export function causeOfRule(assessment: Pick<Assessment, 'causes'>, rule: string): RankedCause | undefined {
  return openCauses(assessment).find(({ explains }) => explains.includes(rule));
}

/** "Most likely: A firewall on the way rewrites SMTP"; of one that is neither confirmed nor likely: "Possibly: …". */
export function causeLine({ title, likelihood }: Pick<RankedCause, 'title' | 'likelihood'>): string {
  const leads = { confirmed: 'Cause', likely: 'Most likely', possible: 'Possibly', 'ruled-out': 'Ruled out' };
  return `${leads[likelihood]}: ${title}`;
}

/** "line 3, certificate 2"; '' for nowhere. */
export function placeText({ line, certificate }: FindingLocation): string {
  return [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(certificate === undefined ? [] : [`certificate ${certificate + 1}`]),
  ].join(', ');
}

/** "Proof: The greeting is masked. (line 3)", each in one text; `more` of them are left out. */
export function clueTexts(clues: readonly Clue[]): readonly string[] {
  const texts = clues.slice(0, mostClues).map(({ text, weight, where }) => {
    const place = placeText(where);
    return `${clueWeightWords[weight]}: ${text}${place === '' ? '' : ` (${place})`}`;
  });
  const more = clues.length - mostClues;
  return more > 0 ? [...texts, `And ${more} more.`] : texts;
}

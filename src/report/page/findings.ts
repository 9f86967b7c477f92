// Why, and what to do: the findings of an assessment with their fixes as steps.

import type { Assessment } from '../../model/assessment.ts';
import type { Finding, FindingLocation } from '../../model/finding.ts';
import { drawSeverity } from '../drawing/verdictSign.ts';
import { groupUnchecked } from '../facts.ts';
import type { FixPiece } from '../fixCommands.ts';
import { guideOf } from '../fixText.ts';
import { severityWords } from '../words.ts';
import { drawing, heading, link, tag } from './markup.ts';
import type { Child, Html, Place } from './markup.ts';

function piece({ kind, text }: FixPiece): Child {
  return kind === 'text' ? text : tag('code', {}, text);
}

export function stepsOf(fix: string): readonly Html[] {
  return guideOf(fix).steps.map(({ pieces, parts }) =>
    tag(
      'li',
      {},
      ...pieces.map(piece),
      parts.length === 0
        ? undefined
        : tag(
            'ul',
            { class: 'products' },
            ...parts.map((part) =>
              tag('li', {}, tag('strong', {}, `${part.products.join(' and ')}: `), ...part.pieces.map(piece)),
            ),
          ),
    ),
  );
}

export function describeFix(fix: string): Html {
  const { notes } = guideOf(fix);
  const steps = stepsOf(fix);
  return tag(
    'div',
    { class: 'fix' },
    tag('p', { class: 'label' }, 'What to do'),
    tag(steps.length === 1 ? 'ul' : 'ol', { class: steps.length === 1 ? 'steps one' : 'steps' }, ...steps),
    ...notes.map((note) => tag('p', { class: 'quiet' }, ...note.map(piece))),
  );
}

/** To what the page has of it: a stored result may name anything. */
export function placeLinks(
  { line, certificate }: FindingLocation,
  place: Place,
  assessment: Assessment,
): readonly Child[] {
  const count =
    assessment.evidence.certificates.status === 'known'
      ? assessment.evidence.certificates.value.certificates.length
      : 0;
  const hasLine = line !== undefined && assessment.transcript.some(({ number }) => number === line);
  return [
    hasLine ? link(`Line ${line}`, `#${place.id}-line-${line}`) : undefined,
    certificate !== undefined && certificate < count
      ? link(`Certificate ${certificate + 1}`, `#${place.id}-certificate-${certificate + 1}`)
      : undefined,
  ].filter((one) => one !== undefined);
}

export function findingId(place: Place, index: number): string {
  return `${place.id}-finding-${index + 1}`;
}

function describeFinding(finding: Finding, index: number, assessment: Assessment, place: Place): Html {
  const { severity, accepted, citation } = finding;
  return tag(
    'article',
    { class: `card finding finding-${severity}`, id: findingId(place, index) },
    heading(
      place.level + 1,
      {},
      drawing(drawSeverity(severity)),
      tag('span', { class: 'word' }, `${severityWords[severity]}: `),
      finding.title,
    ),
    tag('p', { class: 'seen' }, finding.text),
    accepted === undefined
      ? undefined
      : tag('p', { class: 'accepted' }, tag('strong', {}, `Accepted until ${accepted.until}: `), accepted.reason),
    describeFix(finding.fix),
    tag(
      'p',
      { class: 'links' },
      ...placeLinks(finding.where, place, assessment),
      tag('code', {}, finding.rule),
      link(citation.text, citation.url),
    ),
  );
}

export function findingsSection(assessment: Assessment, place: Place): Html | undefined {
  const { findings } = assessment;
  if (findings.length === 0) return undefined;
  return tag(
    'section',
    { class: 'findings' },
    heading(place.level, {}, (assessment.causes ?? []).length === 0 ? 'Why, and what to do' : 'What was found'),
    ...findings.map((finding, index) => describeFinding(finding, index, assessment, place)),
  );
}

export function uncheckedSection(assessment: Assessment, place: Place): Html | undefined {
  const groups = groupUnchecked(assessment);
  if (groups.length === 0) return undefined;
  const items = groups.map(({ reason, rules }) => {
    const codes = rules.flatMap((rule, index): Child[] => [index === 0 ? '' : ', ', tag('code', {}, rule)]);
    return tag(
      'li',
      {},
      reason,
      tag(
        'details',
        {},
        tag('summary', {}, rules.length === 1 ? '1 check' : `${rules.length} checks`),
        tag('p', { class: 'quiet' }, ...codes),
      ),
    );
  });
  return tag(
    'section',
    { class: 'unchecked' },
    heading(place.level, {}, 'Could not be checked'),
    tag('ul', {}, ...items),
  );
}

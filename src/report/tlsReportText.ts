// An explained report on TLS for a terminal: how sessions went, then per kind of failure where, why and what to do.

import type { ExplainedTlsFailure, TlsPolicySummary, TlsReportExplanation } from '../model/tlsReport.ts';
import { formatAdvice } from './mailErrorText.ts';
import { wrapText } from './text.ts';
import {
  failureHeading,
  omittedSentence,
  originSentence,
  placeSentence,
  policyHeading,
  policySentences,
  problemsHeading,
  remarksOn,
  verdictSentence,
} from './tlsReportWords.ts';

function formatPolicy(policy: TlsPolicySummary, width: number): readonly string[] {
  return [
    ...wrapText(policyHeading(policy), width, '', '  '),
    ...policySentences(policy).flatMap((sentence) => wrapText(sentence, width, '  ')),
  ];
}

function formatFailure(failure: ExplainedTlsFailure, width: number): readonly string[] {
  const places = [...failure.places.map(placeSentence), ...omittedSentence(failure)];
  return [
    ...wrapText(failureHeading(failure), width, '', '  '),
    ...places.flatMap((place) => wrapText(place, width, '  ', '    ')),
    '',
    ...wrapText(failure.meaning, width, '  '),
    ...formatAdvice(failure, width),
  ];
}

/** Ends with a line end. */
export function formatTlsReportText(explanation: TlsReportExplanation, width: number): string {
  const { report, policies, failures } = explanation;
  const problems = remarksOn(explanation).flatMap((problem) => wrapText(`- ${problem}`, width, '  ', '    '));
  const blocks = [
    [...wrapText(verdictSentence(explanation), width, ''), ...wrapText(originSentence(report), width, '')],
    ...policies.map((policy) => formatPolicy(policy, width)),
    ...failures.map((failure) => formatFailure(failure, width)),
    ...(problems.length === 0 ? [] : [[`${problemsHeading}:`, ...problems]]),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

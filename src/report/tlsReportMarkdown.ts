// An explained report on TLS as Markdown: how sessions went, then per kind of failure where, why and what to do.

import type { TlsReportExplanation } from '../model/tlsReport.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { formatAdvice } from './mailErrorMarkdown.ts';
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

function listed(items: readonly string[]): readonly string[] {
  return items.map((item) => `- ${escapeMarkdown(item)}`);
}

/** @param ruleLink The target of a link to the page of a rule. Ends with a line end. */
export function formatTlsReportMarkdown(
  explanation: TlsReportExplanation,
  title: string,
  ruleLink: (rule: string) => string,
): string {
  const { report, policies, failures } = explanation;
  const remarks = remarksOn(explanation);
  return `${[
    `# ${escapeMarkdown(title)}`,
    '',
    `**${escapeMarkdown(verdictSentence(explanation))}**`,
    '',
    escapeMarkdown(originSentence(report)),
    ...policies.flatMap((policy) => [
      '',
      `## ${escapeMarkdown(policyHeading(policy))}`,
      '',
      ...listed(policySentences(policy)),
    ]),
    ...failures.flatMap((failure) => [
      '',
      `## ${escapeMarkdown(failureHeading(failure))}`,
      '',
      ...listed([...failure.places.map(placeSentence), ...omittedSentence(failure)]),
      '',
      escapeMarkdown(failure.meaning),
      ...formatAdvice(failure, ruleLink),
    ]),
    ...(remarks.length === 0 ? [] : ['', `## ${problemsHeading}`, '', ...listed(remarks)]),
  ].join('\n')}\n`;
}

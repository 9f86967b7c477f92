// The report to hand to people: one HTML file that needs no script, no network and no colour to be read.

import type { Assessment } from '../model/assessment.ts';
import { endpointKey } from '../formats/targetText.ts';
import { causeLine, surestCause } from './causes.ts';
import { drawVerdictBar } from './drawing/verdictBar.ts';
import { drawVerdict } from './drawing/verdictSign.ts';
import { certificatesOf, describeProbe } from './facts.ts';
import { causeId, causesSection } from './page/causes.ts';
import { certificatesSection, facts, sessionSection } from './page/certificates.ts';
import { findingId, findingsSection, stepsOf, uncheckedSection } from './page/findings.ts';
import { furtherTestsSection } from './page/furtherTests.ts';
import { drawing, heading, link, tag } from './page/markup.ts';
import type { Html, Place } from './page/markup.ts';
import { transcriptSection, waterfallSection } from './page/session.ts';
import { pageStyle } from './page/style.ts';
import { redactionNotice, wholeAndParts } from './report.ts';
import type { InputError, ReportFormat, ReportOptions } from './report.ts';
import { countVerdicts, formatVerdictCounts } from './verdicts.ts';
import { verdictWords } from './words.ts';

/** Nothing is loaded, nothing runs, nothing is sent: only the style in the page itself counts. */
export const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The first thing to do about the surest cause of what nobody has accepted, else about the gravest such finding. */
function firstStep(assessment: Assessment, place: Place): Html | undefined {
  const { findings, causes = [] } = assessment;
  const asking = findings.filter(({ severity, accepted }) => severity !== 'note' && accepted === undefined);
  const cause = surestCause({
    ...assessment,
    causes: causes.filter(({ explains }) => asking.some(({ rule }) => explains.includes(rule))),
  });
  const [finding] = asking;
  const fix = cause?.fix ?? finding?.fix;
  const step = fix === undefined ? undefined : stepsOf(fix)[0];
  if (step === undefined || finding === undefined) return undefined;
  const id = cause === undefined ? findingId(place, findings.indexOf(finding)) : causeId(place, causes.indexOf(cause));
  return tag(
    'div',
    { class: 'first' },
    tag('p', { class: 'label' }, 'What to do first'),
    tag('ul', { class: 'steps one' }, step),
    tag('p', { class: 'links' }, link('Why, and the rest', `#${id}`)),
  );
}

function assessmentArticle(assessment: Assessment, place: Place): Html {
  const { verdict, summary, endpoint } = assessment;
  const cause = surestCause(assessment);
  return tag(
    'article',
    { class: `result result-${verdict}`, id: place.id },
    tag(
      'header',
      {},
      heading(
        place.level - 1,
        { class: 'verdict' },
        drawing(drawVerdict(verdict, 28)),
        tag('span', { class: 'word' }, `${verdictWords[verdict]}: `),
        tag('span', { class: 'endpoint' }, endpointKey(endpoint)),
      ),
      tag('p', { class: 'summary' }, summary),
      cause === undefined ? undefined : tag('p', { class: 'cause' }, `${causeLine(cause)}.`),
      firstStep(assessment, place),
      facts(describeProbe(assessment)),
    ),
    causesSection(assessment, place),
    findingsSection(assessment, place),
    uncheckedSection(assessment, place),
    furtherTestsSection(assessment, place),
    waterfallSection(assessment, place),
    transcriptSection(assessment, place),
    sessionSection(assessment, place),
    certificatesSection(assessment, place),
  );
}

function overviewRow(assessment: Assessment, id: string): Html {
  const { endpoint, verdict, summary, evidence, startedAt } = assessment;
  const until = certificatesOf(evidence.certificates)[0]?.notAfter.slice(0, 10) ?? '';
  return tag(
    'tr',
    {},
    tag('th', { scope: 'row' }, link(endpointKey(endpoint), `#${id}`)),
    tag('td', { class: `cell-${verdict}` }, drawing(drawVerdict(verdict)), verdictWords[verdict]),
    tag('td', {}, summary),
    tag('td', { class: 'date' }, until),
    tag('td', { class: 'date' }, `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)}`),
  );
}

function overview(assessments: readonly Assessment[]): Html {
  const columns = ['Endpoint', 'Verdict', 'In a sentence', 'Certificate until', 'Probed at (UTC)'];
  return tag(
    'header',
    { class: 'overview' },
    tag('h1', {}, 'SMTP TLS report'),
    tag('p', { class: 'summary' }, `${formatVerdictCounts(assessments)}.`),
    drawing(drawVerdictBar(countVerdicts(assessments))),
    tag(
      'div',
      { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': 'All results' },
      tag(
        'table',
        {},
        tag('thead', {}, tag('tr', {}, ...columns.map((column) => tag('th', { scope: 'col' }, column)))),
        tag('tbody', {}, ...assessments.map((assessment, index) => overviewRow(assessment, `r${index + 1}`))),
      ),
    ),
  );
}

function errorList(errors: readonly InputError[]): Html | undefined {
  if (errors.length === 0) return undefined;
  return tag(
    'section',
    { class: 'errors' },
    tag('h2', {}, 'Inputs that could not be used'),
    tag('ul', {}, ...errors.map(({ reason }) => tag('li', {}, reason))),
  );
}

function titleOf(assessments: readonly Assessment[]): string {
  const [only, ...others] = assessments;
  if (only === undefined || others.length > 0) return `SMTP TLS report: ${formatVerdictCounts(assessments)}`;
  return `${verdictWords[only.verdict]}: ${endpointKey(only.endpoint)} – SMTP TLS report`;
}

function* parts(
  assessments: readonly Assessment[],
  { version, errors, redactionTokens }: ReportOptions,
): Iterable<string> {
  const isSingle = assessments.length === 1;
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    tag('title', {}, titleOf(assessments)).html,
    `<style>${pageStyle}</style>`,
  ];
  yield `<!doctype html>\n<html lang="en">\n<head>\n${head.join('\n')}\n</head>\n<body>\n<main>\n`;
  const front = [
    redactionTokens === undefined
      ? undefined
      : tag('p', { class: 'notice' }, tag('strong', {}, 'Redacted. '), redactionNotice),
    isSingle ? undefined : overview(assessments),
    errorList(errors),
  ];
  yield front.map((part) => (part === undefined ? '' : `${part.html}\n`)).join('');
  for (const [index, assessment] of assessments.entries()) {
    yield `${assessmentArticle(assessment, { id: `r${index + 1}`, level: isSingle ? 2 : 3 }).html}\n`;
  }
  const footer = tag('footer', {}, `SMTP TLS Probe ${version}. A probe sends no mail.`);
  yield `</main>\n${footer.html}\n</body>\n</html>\n`;
}

export const html: ReportFormat = {
  id: 'html',
  title: 'HTML',
  extension: 'html',
  mediaType: 'text/html',
  language: 'html',
  hasByteOrderMark: false,
  ...wholeAndParts(parts),
};

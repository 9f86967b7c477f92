// The report for build servers: JUnit XML. A suite for each endpoint, a case for each rule.

import type { Assessment } from '../model/assessment.ts';
import type { RankedCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { endpointKey } from '../formats/targetText.ts';
import { causeLine, openCauses, surestCause } from './causes.ts';
import { redactionNotice, wholeAndParts } from './report.ts';
import type { InputError, ReportFormat, ReportOptions, ReportRule } from './report.ts';
import { severityWords, verdictWords } from './words.ts';
import { escapeAttribute, escapeXml } from './xmlText.ts';

/**
 * How a rule came out. A finding that its owner accepted is skipped with the reason: it does not fail a build, and it
 * is not passed either. A note fails nothing and stands in the output of its case.
 */
type CaseOutcome =
  | { readonly kind: 'passed'; readonly notes: readonly Finding[] }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'error'; readonly reason: string };

interface Case {
  readonly className: string;
  readonly name: string;
  readonly outcome: CaseOutcome;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly assessment?: Assessment;
}

function judgeCase(findings: readonly Finding[], reason: string | undefined): CaseOutcome {
  const open = findings.filter(({ severity, accepted }) => severity !== 'note' && accepted === undefined);
  if (open.length > 0) return { kind: 'failed', findings: open };
  const accepted = findings.find((finding) => finding.accepted !== undefined)?.accepted;
  if (accepted !== undefined) {
    return { kind: 'skipped', reason: `Accepted until ${accepted.until}: ${accepted.reason}` };
  }
  if (reason !== undefined) return { kind: 'skipped', reason: `Could not be checked: ${reason}` };
  return { kind: 'passed', notes: findings };
}

/** Nothing was learnt and no check ran, such as after a crash: every case is open. */
function ranNoCheck({ verdict, findings, unchecked }: Assessment): boolean {
  return verdict === 'inconclusive' && findings.length === 0 && unchecked.length === 0;
}

/** "certificate/expired" → "smtp-tls.certificate". */
function classOf(rule: string): string {
  return `smtp-tls.${rule.split('/')[0] ?? rule}`;
}

function makeSuite(assessment: Assessment, rules: readonly ReportRule[]): Suite {
  const { findings, unchecked, vantage } = assessment;
  const reasons = new Map(unchecked.map(({ rule, reason }) => [rule, reason]));
  const known = new Set(rules.map(({ id }) => id));
  const strange = [...new Set(findings.map(({ rule }) => rule))].filter((id) => !known.has(id));
  const lost = ranNoCheck(assessment) ? assessment.summary : undefined;
  const cause = surestCause(assessment);
  const cases = [...known, ...strange].map((id): Case => {
    const own = findings.filter(({ rule }) => rule === id);
    return { className: classOf(id), name: id, outcome: judgeCase(own, reasons.get(id) ?? lost) };
  });
  return {
    name: endpointKey(assessment.endpoint),
    cases,
    properties: [
      ['verdict', verdictWords[assessment.verdict]],
      ['summary', assessment.summary],
      ...(cause === undefined ? [] : [['cause', causeLine(cause)] as const]),
      ['probedFrom', vantage.hostName],
      ['tlsEngine', `${vantage.engine.library} ${vantage.engine.version}, ${vantage.engine.runtime}`],
    ],
    assessment,
  };
}

/** Inputs of which nothing could be made: errors, not failures, as a test that could not be begun. */
function inputSuite(errors: readonly InputError[]): Suite {
  const cases = errors.map(({ input, reason }): Case => ({
    className: 'smtp-tls.input',
    name: input,
    outcome: { kind: 'error', reason },
  }));
  return { name: 'input', cases, properties: [] };
}

/** The surest first; what to do is said of that one. */
function describeCauses(rule: string, causes: readonly RankedCause[]): readonly string[] {
  return causes
    .filter(({ explains }) => explains.includes(rule))
    .flatMap((cause, index) => [
      `${causeLine(cause)}. ${cause.text}`,
      ...(index === 0 ? [`Fix of the cause: ${cause.fix}`] : []),
    ]);
}

function describeFinding(finding: Finding, causes: readonly RankedCause[]): string {
  const { where, citation } = finding;
  const line = where.line === undefined ? [] : [`Transcript line ${where.line}`];
  const certificate = where.certificate === undefined ? [] : [`Certificate ${where.certificate + 1}`];
  return [
    finding.text,
    ...describeCauses(finding.rule, causes),
    `Fix: ${finding.fix}`,
    ...line,
    ...certificate,
    `${citation.text} ${citation.url}`,
  ].join('\n');
}

function formatOutcome(outcome: CaseOutcome, causes: readonly RankedCause[]): readonly string[] {
  switch (outcome.kind) {
    case 'passed':
      if (outcome.notes.length === 0) return [];
      return [
        `<system-out>${escapeXml(outcome.notes.map((note) => `${note.title}. ${describeFinding(note, causes)}`).join('\n\n'))}</system-out>`,
      ];
    case 'skipped':
      return [`<skipped>${escapeXml(outcome.reason)}</skipped>`];
    case 'error':
      return [`<error type="input" message="${escapeAttribute(outcome.reason)}"/>`];
    case 'failed':
      return outcome.findings.map(
        (finding) =>
          `<failure type="${severityWords[finding.severity]}" message="${escapeAttribute(finding.title)}">` +
          `${escapeXml(describeFinding(finding, causes))}</failure>`,
      );
  }
}

function formatCase({ className, name, outcome }: Case, causes: readonly RankedCause[]): string {
  const attributes = `classname="${escapeAttribute(className)}" name="${escapeAttribute(name)}"`;
  const content = formatOutcome(outcome, causes);
  if (content.length === 0) return `    <testcase ${attributes}/>\n`;
  return `    <testcase ${attributes}>\n${content.map((line) => `      ${line}\n`).join('')}    </testcase>\n`;
}

function count(cases: readonly Case[], kind: CaseOutcome['kind']): number {
  return cases.filter(({ outcome }) => outcome.kind === kind).length;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

function formatSuite({ name, cases, properties, assessment }: Suite): string {
  const timing =
    assessment === undefined
      ? ''
      : ` time="${seconds(assessment.durationMs)}" timestamp="${escapeAttribute(assessment.startedAt.replace(/\.\d+Z$|Z$/, ''))}"`;
  const counts =
    `tests="${cases.length}" failures="${count(cases, 'failed')}" errors="${count(cases, 'error')}" ` +
    `skipped="${count(cases, 'skipped')}"`;
  const list = properties
    .map(([key, value]) => `      <property name="${key}" value="${escapeAttribute(value)}"/>\n`)
    .join('');
  return (
    `  <testsuite name="${escapeAttribute(name)}" ${counts}${timing}>\n` +
    (list === '' ? '' : `    <properties>\n${list}    </properties>\n`) +
    cases.map((one) => formatCase(one, assessment === undefined ? [] : openCauses(assessment))).join('') +
    '  </testsuite>\n'
  );
}

function* parts(
  assessments: readonly Assessment[],
  { rules, errors, redactionTokens }: ReportOptions,
): Iterable<string> {
  const suites = [
    ...assessments.map((assessment) => makeSuite(assessment, rules)),
    ...(errors.length === 0 ? [] : [inputSuite(errors)]),
  ];
  const sum = (counted: (cases: readonly Case[]) => number): number =>
    suites.reduce((total, { cases }) => total + counted(cases), 0);
  const time = assessments.reduce((total, { durationMs }) => total + durationMs, 0);
  const counts =
    `tests="${sum(({ length }) => length)}" failures="${sum((cases) => count(cases, 'failed'))}" ` +
    `errors="${sum((cases) => count(cases, 'error'))}"`;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (redactionTokens !== undefined) yield `<!-- ${redactionNotice} -->\n`;
  yield `<testsuites name="SMTP TLS Probe" ${counts} time="${seconds(time)}">\n`;
  for (const suite of suites) yield formatSuite(suite);
  yield '</testsuites>\n';
}

export const junit: ReportFormat = {
  id: 'junit',
  title: 'JUnit XML',
  extension: 'xml',
  mediaType: 'application/xml',
  language: 'xml',
  hasByteOrderMark: false,
  ...wholeAndParts(parts),
};

// The report for code scanning: SARIF 2.1.0 (OASIS Standard, 27 March 2020). Sections below are of that text.

import type { Assessment } from '../model/assessment.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { endpointKey } from '../formats/targetText.ts';
import { causeLine, isSure, openCauses } from './causes.ts';
import { groupUnchecked } from './facts.ts';
import { wholeAndParts } from './report.ts';
import type { ReportFormat, ReportOptions, ReportPlace, ReportRule } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };

type Json = Readonly<Record<string, unknown>>;

/** Section 3.49: what the tool can find. */
function describeRule(rule: ReportRule): Json {
  return {
    id: rule.id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: rule.meaning },
    help: { text: `${rule.meaning}\n\n${rule.fix}\n\nSource: ${rule.citation.text}, ${rule.citation.url}` },
    helpUri: rule.citation.url,
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

/** A rule of a stored result that this version no longer has. */
function describeStrangeRule({ rule, title, severity, citation }: Finding): Json {
  return {
    id: rule,
    shortDescription: { text: `${title}.` },
    helpUri: citation.url,
    defaultConfiguration: { level: levels[severity] },
  };
}

/** A path or a URI as a URI reference (RFC 3986), as section 3.4.3 asks. */
export function artifactUri(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  // A lone surrogate cannot be encoded.
  const path = file.replaceAll('\\', '/').replace(/\p{Surrogate}/gu, '\ufffd');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[a-z]:\//i.test(path)) return `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

function locate(assessment: Assessment, place: ReportPlace | undefined): Json {
  const name = endpointKey(assessment.endpoint);
  return {
    ...(place === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: artifactUri(place.file) },
            region: { startLine: place.line, startColumn: place.column },
          },
        }),
    logicalLocations: [{ name, fullyQualifiedName: name, kind: 'resource' }],
  };
}

interface Ruled {
  readonly ruleIds: readonly string[];
  readonly places: ReportOptions['places'];
}

function placeOf(assessment: Assessment, { places }: Ruled): ReportPlace | undefined {
  return places.get(endpointKey(assessment.endpoint));
}

/** Tells a finding again in the next report (section 3.27.17): endpoint, rule and how many of that rule stood before. */
function fingerprint(assessment: Assessment, finding: Finding, index: number): string {
  const before = assessment.findings.slice(0, index).filter(({ rule }) => rule === finding.rule).length;
  return `${endpointKey(assessment.endpoint)}|${finding.rule}|${before}`;
}

function describeResult(assessment: Assessment, finding: Finding, index: number, ruled: Ruled): Json {
  const { where, accepted } = finding;
  const causes = openCauses(assessment).filter(({ explains }) => explains.includes(finding.rule));
  const why = causes.filter(isSure).map((cause) => `\n\n${causeLine(cause)}. ${cause.text}`);
  return {
    ruleId: finding.rule,
    ruleIndex: ruled.ruleIds.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: `${finding.title}. ${finding.text}${why.join('')}\n\n${finding.fix}` },
    locations: [locate(assessment, placeOf(assessment, ruled))],
    partialFingerprints: { 'smtpTlsFinding/v1': fingerprint(assessment, finding, index) },
    ...(accepted === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: accepted.reason,
              properties: { until: accepted.until },
            },
          ],
        }),
    properties: {
      verdict: assessment.verdict,
      ...(where.line === undefined ? {} : { transcriptLine: where.line }),
      ...(where.certificate === undefined ? {} : { certificate: where.certificate + 1 }),
      ...(causes.length === 0
        ? {}
        : { causes: causes.map(({ id, title, likelihood, fix }) => ({ id, title, likelihood, fix })) }),
    },
  };
}

/** Section 3.58: what kept the tool from looking. One for each reason at each endpoint. */
function describeUnchecked(assessment: Assessment, ruled: Ruled): readonly Json[] {
  const locations = [locate(assessment, placeOf(assessment, ruled))];
  const groups = groupUnchecked(assessment);
  // An endpoint that could not even be probed has no list of checks.
  if (groups.length === 0 && (assessment.verdict === 'inconclusive' || assessment.verdict === 'unreachable')) {
    return [{ level: 'warning', message: { text: assessment.summary }, locations }];
  }
  return groups.map(({ reason, rules }) => {
    const [only, ...others] = rules;
    const index = only === undefined ? -1 : ruled.ruleIds.indexOf(only);
    return {
      level: 'warning',
      message: { text: `Could not be checked: ${rules.join(', ')}. ${reason}` },
      locations,
      ...(only === undefined || others.length > 0 || index === -1 ? {} : { associatedRule: { id: only, index } }),
      properties: { rules },
    };
  });
}

function describeInvocation(assessments: readonly Assessment[], ruled: Ruled, options: ReportOptions): Json {
  const starts = assessments.map(({ startedAt }) => startedAt).sort();
  const ends = assessments
    .map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs)
    .filter((time) => Number.isFinite(time));
  const lastEnd = ends.reduce((latest, end) => Math.max(latest, end), 0);
  return {
    // The tool did what it could; an input that it could not read is no success.
    executionSuccessful: options.errors.length === 0,
    ...(starts[0] === undefined || ends.length === 0
      ? {}
      : { startTimeUtc: starts[0], endTimeUtc: new Date(lastEnd).toISOString() }),
    toolConfigurationNotifications: options.errors.map(({ input, reason }) => ({
      level: 'error',
      message: { text: reason },
      properties: { input },
    })),
    toolExecutionNotifications: assessments.flatMap((assessment) => describeUnchecked(assessment, ruled)),
  };
}

function format(assessments: readonly Assessment[], options: ReportOptions): string {
  const known = new Set(options.rules.map(({ id }) => id));
  const strange = new Map<string, Finding>();
  for (const { findings } of assessments) {
    for (const finding of findings) {
      if (!known.has(finding.rule) && !strange.has(finding.rule)) strange.set(finding.rule, finding);
    }
  }
  const ruled: Ruled = { ruleIds: [...known, ...strange.keys()], places: options.places };
  const { redactionTokens } = options;
  const run = {
    tool: {
      driver: {
        name: 'SMTP TLS Probe',
        semanticVersion: options.version,
        rules: [...options.rules.map(describeRule), ...[...strange.values()].map(describeStrangeRule)],
      },
    },
    invocations: [describeInvocation(assessments, ruled, options)],
    columnKind: 'utf16CodeUnits',
    results: assessments.flatMap((assessment) =>
      assessment.findings.map((finding, index) => describeResult(assessment, finding, index, ruled)),
    ),
    ...(redactionTokens === undefined ? {} : { properties: { redacted: true } }),
    // Section 3.14.28: there only when something was redacted, and then not empty.
    ...(redactionTokens === undefined || redactionTokens.length === 0 ? {} : { redactionTokens }),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

export const sarif: ReportFormat = {
  id: 'sarif',
  title: 'SARIF',
  extension: 'sarif',
  mediaType: 'application/sarif+json',
  language: 'json',
  hasByteOrderMark: false,
  ...wholeAndParts((assessments, options) => [format(assessments, options)]),
};

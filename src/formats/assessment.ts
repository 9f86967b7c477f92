// An assessment as a file or another program gives it → Assessment: made anew, with every text safe to show.

import { verdicts } from '../model/assessment.ts';
import type { Assessment, Vantage } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Evidence } from '../model/evidence.ts';
import { severities } from '../model/finding.ts';
import type { Citation, Finding, FindingLocation, UncheckedRule } from '../model/finding.ts';
import type { Acceptance, EndpointPolicy, Expectations } from '../model/fleet.ts';
import { tlsVersions } from '../model/tls.ts';
import type { TlsEngine } from '../model/tls.ts';
import { phases } from '../model/transcript.ts';
import type { Stage, TranscriptLine } from '../model/transcript.ts';
import { certificates, verification } from './certificateShape.ts';
import { addresses, capabilities, connection, failure, greeting, handshake, outcome, startTls } from './factShapes.ts';
import {
  amount,
  flag,
  list,
  oneOf,
  optional,
  paragraphs,
  parsedBy,
  readShape,
  record,
  text,
  textLike,
  time,
  whole,
} from './shape.ts';
import type { Reader } from './shape.ts';
import { parseHost } from './targetText.ts';
import type { Parsed } from './targetText.ts';

/** A line of 8 KB of which each byte is escaped. */
const longestLine = 40_000;

/** More than a server can say within the limits of a probe, in lines of usual length. */
const mostLines = 50_000;

export const endpointShape = record<Endpoint>({
  host: parsedBy(parseHost),
  port: whole(1, 65_535),
  tlsMode: oneOf(['starttls', 'implicit']),
});

const engine = record<TlsEngine>({
  library: oneOf(['OpenSSL', 'BoringSSL']),
  version: text(100),
  runtime: text(100),
  offeredVersions: list(oneOf(tlsVersions), 10),
  notOffered: list(text(100), 100),
});

const vantage = record<Vantage>({ hostName: text(300), platform: text(300), engine, ehloName: text(300) });

const evidence = record<Evidence>({
  addresses: outcome(addresses),
  connection: outcome(connection),
  greeting: outcome(greeting),
  capabilities: outcome(capabilities),
  startTls: outcome(startTls),
  handshake: outcome(handshake),
  certificates: outcome(certificates),
  verification: outcome(verification),
  capabilitiesInTls: outcome(capabilities),
});

const line = record<TranscriptLine>({
  number: whole(1, mostLines),
  at: amount,
  speaker: oneOf(['server', 'client', 'probe']),
  phase: oneOf(phases),
  text: text(longestLine),
  ending: oneOf(['crlf', 'lf', 'none']),
  encrypted: flag,
});

/** Links and findings point at lines by number: the first is 1, and none is left out. */
const transcript: Reader<readonly TranscriptLine[]> = (value) =>
  list(line, mostLines)(value).map((one, index) => ({ ...one, number: index + 1 }));

const stage = record<Stage>({
  phase: oneOf(phases),
  status: oneOf(['running', 'done', 'failed', 'skipped']),
  startedAt: amount,
  durationMs: amount,
  note: optional(text(500)),
});

/** A rule's identifier is its path; it stands in addresses and in Markdown. */
const rule = textLike(/^[a-z0-9-]{1,60}(?:\/[a-z0-9-]{1,60}){1,3}$/, "a rule's identifier");

const acceptance = record<Acceptance>({ rule, until: textLike(/^\d{4}-\d\d-\d\d$/, 'a day'), reason: text() });

export const policyShape = record<EndpointPolicy>({
  expectations: record<Expectations>({
    minimumTls: optional(oneOf(tlsVersions)),
    issuer: optional(text()),
    fingerprint: optional(textLike(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/, 'a SHA-256 fingerprint')),
    daysBeforeExpiry: optional(amount),
  }),
  accepted: list(acceptance),
});

const citation = record<Citation>({
  text: text(500),
  // Nothing that acts, and nothing that ends a link in Markdown.
  url: textLike(/^https?:\/\/[A-Za-z0-9._~:/?#@!$&*+,;=%-]{1,500}$/, 'an address on the web'),
});

const finding = record<Finding>({
  rule,
  severity: oneOf(severities),
  title: text(500),
  text: text(20_000),
  fix: paragraphs(),
  citation,
  where: record<FindingLocation>({ line: optional(whole(1, mostLines)), certificate: optional(whole(0, 1_000)) }),
  accepted: optional(acceptance),
});

const assessment = record<Assessment>({
  endpoint: endpointShape,
  startedAt: time,
  durationMs: amount,
  vantage,
  evidence,
  transcript,
  stages: list(stage, 100),
  ending: optional(failure),
  policy: optional(policyShape),
  verdict: oneOf(verdicts),
  summary: text(20_000),
  findings: list(finding),
  unchecked: list(record<UncheckedRule>({ rule, reason: text() })),
});

/**
 * For values from files, arguments and other programs. The reason names the place of what cannot be used, in one plain
 * sentence such as `"transcript[3].text" is not a text.`
 */
export function parseAssessment(value: unknown): Parsed<Assessment> {
  return readShape(assessment, value);
}

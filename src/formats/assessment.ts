// An assessment as a file or another program gives it → Assessment: made anew, with every text safe to show.

import { verdicts } from '../model/assessment.ts';
import type { Assessment, Vantage } from '../model/assessment.ts';
import type { Evidence } from '../model/evidence.ts';
import type { EndpointPolicy, Expectations } from '../model/fleet.ts';
import { tlsVersions } from '../model/tls.ts';
import type { TlsEngine } from '../model/tls.ts';
import { phases } from '../model/transcript.ts';
import type { Stage, TranscriptLine } from '../model/transcript.ts';
import { certificates, verification } from './certificateShape.ts';
import {
  addresses,
  capabilities,
  connection,
  endpointShape,
  failure,
  greeting,
  handshake,
  outcome,
  startTls,
} from './factShapes.ts';
import { furtherTestShape } from './furtherTestShape.ts';
import { acceptanceShape, causeShape, findingShape, mostLines, uncheckedShape } from './judgementShapes.ts';
import { amount, flag, list, oneOf, optional, readShape, record, text, textLike, time, whole } from './shape.ts';
import type { Reader } from './shape.ts';
import type { Parsed } from './targetText.ts';

/** A line of 8 KB of which each byte is escaped. */
const longestLine = 40_000;

const engine = record<TlsEngine>({
  library: oneOf(['OpenSSL', 'BoringSSL', 'Schannel']),
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

export const policyShape = record<EndpointPolicy>({
  expectations: record<Expectations>({
    minimumTls: optional(oneOf(tlsVersions)),
    issuer: optional(text()),
    fingerprint: optional(textLike(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/, 'a SHA-256 fingerprint')),
    daysBeforeExpiry: optional(amount),
  }),
  accepted: list(acceptanceShape),
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
  furtherTests: optional(list(furtherTestShape)),
  policy: optional(policyShape),
  verdict: oneOf(verdicts),
  summary: text(20_000),
  findings: list(findingShape),
  unchecked: list(uncheckedShape),
  causes: optional(list(causeShape)),
});

/**
 * For values from files, arguments and other programs. The reason names the place of what cannot be used, in one plain
 * sentence such as `"transcript[3].text" is not a text.`
 */
export function parseAssessment(value: unknown): Parsed<Assessment> {
  return readShape(assessment, value);
}

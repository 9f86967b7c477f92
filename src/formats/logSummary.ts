// The summary of a log as another process gives it → LogSummary, made anew with every text safe to show.

import { likelihoods } from '../model/cause.ts';
import { severities } from '../model/finding.ts';
import type { FailedSession, LogSummary, RemoteTally } from '../model/protocolLog.ts';
import { amount, list, oneOf, optional, record, text } from './shape.ts';

const most = 1_000;

const failure = record<FailedSession>({
  id: text(400),
  connector: text(2_000),
  direction: oneOf(['send', 'receive']),
  remote: text(100),
  server: optional(text(100)),
  startedAt: text(40),
  reason: text(200),
  text: text(2_000),
  line: amount,
  from: amount,
  to: amount,
  findings: list(
    record<FailedSession['findings'][number]>({ rule: text(100), severity: oneOf(severities), title: text(500) }),
    most,
  ),
  cause: optional(record<NonNullable<FailedSession['cause']>>({ title: text(500), likelihood: oneOf(likelihoods) })),
});

export const logSummary = record<LogSummary>({
  bytes: amount,
  lines: amount,
  sessions: amount,
  withTls: amount,
  withoutTls: amount,
  notOffered: amount,
  failed: amount,
  unknown: amount,
  incomplete: amount,
  firstAt: optional(text(40)),
  lastAt: optional(text(40)),
  reasons: list(record<LogSummary['reasons'][number]>({ reason: text(200), sessions: amount }), most),
  remotes: list(
    record<RemoteTally>({
      remote: text(100),
      sessions: amount,
      withTls: amount,
      failed: amount,
      notOffered: amount,
      notOfferedLine: optional(amount),
    }),
    most,
  ),
  otherRemotes: amount,
  failures: list(failure, most),
  otherFailed: amount,
  problems: list(text(500), most),
  otherProblems: amount,
});

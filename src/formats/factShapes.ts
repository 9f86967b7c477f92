// Readers of the facts of a probe, certificates left to their own file.

import type { Endpoint, SocketAddress } from '../model/endpoint.ts';
import type { AddressList, ConnectionAttempt, Outcome, TcpConnection } from '../model/evidence.ts';
import { failureCodes } from '../model/failure.ts';
import type { Failure } from '../model/failure.ts';
import type {
  Capabilities,
  Capability,
  DiscardedPlaintext,
  Greeting,
  SmtpReply,
  StartTlsExchange,
} from '../model/smtp.ts';
import { tlsVersions } from '../model/tls.ts';
import type { CipherSuite, KeyExchange, TlsAlert, TlsHandshake } from '../model/tls.ts';
import { phases } from '../model/transcript.ts';
import {
  amount,
  flag,
  list,
  oneKindOf,
  oneOf,
  optional,
  parsedBy,
  property,
  record,
  text,
  textLike,
  whole,
} from './shape.ts';
import type { Reader } from './shape.ts';
import { parseHost } from './targetText.ts';

/** A reply of the longest kind that a probe reads, each of its bytes escaped. */
const longestLine = 40_000;
const mostReplyLines = 2_000;
const largestLine = 1_000_000;

const lineNumber = whole(0, largestLine);

const reply = record<SmtpReply>({
  code: whole(0, 999),
  enhancedCode: optional(textLike(/^\d\.\d{1,3}\.\d{1,3}$/, 'an enhanced status code')),
  lines: list(text(longestLine), mostReplyLines),
  firstLine: lineNumber,
  lastLine: lineNumber,
  oddities: list(oneOf(['bare-lf', 'mixed-codes', 'nul-byte', 'eight-bit', 'missing-separator']), 20),
});

const alert = record<TlsAlert>({ name: text(100), number: whole(0, 255), sentBy: oneOf(['server', 'client']) });

export const failure = record<Failure>({
  code: oneOf(failureCodes),
  phase: oneOf(phases),
  detail: text(longestLine),
  reply: optional(reply),
  alert: optional(alert),
  errorCode: optional(text(200)),
});

export const endpointShape = record<Endpoint>({
  host: parsedBy(parseHost),
  port: whole(1, 65_535),
  tlsMode: oneOf(['starttls', 'implicit']),
});

/** What came of learning one fact. */
export function outcome<T>(value: Reader<T>): Reader<Outcome<T>> {
  return oneKindOf<Outcome<T>>('status', {
    known: (whole) => ({ status: 'known', value: property('value', value)(whole) }),
    failed: record<Extract<Outcome<T>, { status: 'failed' }>>({ status: oneOf(['failed']), failure }),
    skipped: record<Extract<Outcome<T>, { status: 'skipped' }>>({
      status: oneOf(['skipped']),
      reason: text(longestLine),
    }),
  });
}

const family = oneOf([4, 6]);

const address = text(100);

export const addresses = record<AddressList>({
  addresses: list(record<AddressList['addresses'][number]>({ address, family })),
  source: oneOf(['resolver', 'given']),
});

export const socketAddress = record<SocketAddress>({ address, family, port: whole(0, 65_535) });

const attempt = record<ConnectionAttempt>({
  remote: socketAddress,
  durationMs: amount,
  failure: optional(failure),
});

export const connection = record<TcpConnection>({
  remote: socketAddress,
  local: socketAddress,
  durationMs: amount,
  attempts: list(attempt),
});

export const greeting = record<Greeting>({ reply, waitedMs: amount });

const capability = record<Capability>({
  keyword: text(longestLine),
  parameters: list(text(longestLine), 10_000),
  line: lineNumber,
});

export const capabilities = record<Capabilities>({
  verb: oneOf(['EHLO', 'HELO']),
  reply,
  keywords: list(capability, mostReplyLines),
  refusedEhlo: optional(reply),
});

export const startTls = record<StartTlsExchange>({
  reply,
  discarded: optional(record<DiscardedPlaintext>({ bytes: amount, text: text(longestLine), line: lineNumber })),
});

export const handshake = record<TlsHandshake>({
  version: oneOf(tlsVersions),
  cipherSuite: record<CipherSuite>({ name: text(200), standardName: text(200) }),
  keyExchange: record<KeyExchange>({
    kind: oneOf(['ecdh', 'dh', 'hybrid', 'rsa', 'unknown']),
    group: optional(text(200)),
    bits: optional(amount),
  }),
  sentServerName: optional(text(300)),
  ocspStapled: optional(flag),
  certificateRequest: oneOf(['not-requested', 'requested', 'unknown']),
  certificateDemanded: flag,
  line: lineNumber,
});

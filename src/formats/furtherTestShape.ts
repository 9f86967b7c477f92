// Readers of tests beyond the probe.

import { furtherTestKinds } from '../model/furtherTest.ts';
import type { BlockListAnswer, FurtherTest, PointerCheck, ProbeDigest } from '../model/furtherTest.ts';
import { tlsVersions } from '../model/tls.ts';
import { endpointShape, failure, socketAddress } from './factShapes.ts';
import { flag, list, oneKindOf, oneOf, optional, record, text, textLike, time, whole } from './shape.ts';
import type { Reader } from './shape.ts';

const longestText = 40_000;

const digest = record<ProbeDigest>({
  endpoint: endpointShape,
  remote: optional(socketAddress),
  attempt: whole(1, 1_000),
  startTls: oneOf(['offered', 'not-offered', 'not-applicable', 'unknown']),
  greeting: optional(text(longestText)),
  keywords: optional(list(text(longestText), 2_000)),
  tlsVersion: optional(oneOf(tlsVersions)),
  leaf: optional(
    record<NonNullable<ProbeDigest['leaf']>>({
      subject: text(longestText),
      issuer: text(longestText),
      notAfter: text(100),
      fingerprintSha256: text(200),
    }),
  ),
  isTrusted: optional(flag),
  nameMatches: optional(flag),
  ending: optional(failure),
});

const pointer = record<PointerCheck>({
  subject: text(500),
  names: list(text(500), 100),
  isConfirmed: (value) => (value === 'unknown' ? value : flag(value)),
  text: text(5_000),
});

const blockList = record<BlockListAnswer>({
  zone: text(300),
  status: oneOf(['listed', 'not-listed', 'error']),
  codes: list(text(100), 100),
  text: text(5_000),
  url: optional(textLike(/^https:\/\/[^\s"'<>\\]{1,300}$/, 'a link')),
});

const trouble = list(text(5_000), 200);

type Kind<K extends FurtherTest['kind']> = Extract<FurtherTest, { kind: K }>;

const digests = list(digest, 1_000);

export const furtherTestShape: Reader<FurtherTest> = oneKindOf<FurtherTest>('kind', {
  addresses: record<Kind<'addresses'>>({ kind: oneOf(['addresses']), at: time, digests, trouble: optional(trouble) }),
  ports: record<Kind<'ports'>>({ kind: oneOf(['ports']), at: time, digests, trouble: optional(trouble) }),
  'server-name': record<Kind<'server-name'>>({
    kind: oneOf(['server-name']),
    at: time,
    withName: digest,
    withoutName: digest,
  }),
  'unoffered-starttls': record<Kind<'unoffered-starttls'>>({
    kind: oneOf(['unoffered-starttls']),
    at: time,
    outcome: oneOf(['accepted', 'refused', 'rewritten', 'unknown']),
    reply: optional(text(longestText)),
    digest,
  }),
  'unknown-verb': record<Kind<'unknown-verb'>>({
    kind: oneOf(['unknown-verb']),
    at: time,
    outcome: oneOf(['accepted', 'refused', 'rewritten', 'unknown']),
    reply: optional(text(longestText)),
    ending: optional(failure),
  }),
  'control-host': record<Kind<'control-host'>>({
    kind: oneOf(['control-host']),
    at: time,
    host: text(300),
    port: whole(1, 65_535),
    outcome: oneOf(['reached', 'not-reached', 'unknown']),
    text: text(5_000),
  }),
  reputation: record<Kind<'reputation'>>({
    kind: oneOf(['reputation']),
    at: time,
    egress: optional(
      record<NonNullable<Kind<'reputation'>['egress']>>({ address: text(100), readFrom: text(longestText) }),
    ),
    pointer: optional(pointer),
    ehloName: optional(pointer),
    blockLists: list(blockList, 200),
    trouble,
  }),
  'left-out': record<Kind<'left-out'>>({
    kind: oneOf(['left-out']),
    at: time,
    test: oneOf(furtherTestKinds),
    reason: text(5_000),
  }),
});

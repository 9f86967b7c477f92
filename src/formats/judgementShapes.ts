// Readers of what was judged: findings, causes, and where they point.

import { clueWeights, likelihoods } from '../model/cause.ts';
import type { Clue, NextTest, RankedCause } from '../model/cause.ts';
import { severities } from '../model/finding.ts';
import type { Citation, Finding, FindingLocation, UncheckedRule } from '../model/finding.ts';
import type { Acceptance } from '../model/fleet.ts';
import { furtherTestKinds } from '../model/furtherTest.ts';
import { list, oneOf, optional, paragraphs, record, text, textLike, whole } from './shape.ts';

/** More than a server can say within the limits of a probe, in lines of usual length. */
export const mostLines = 50_000;

/** A rule's identifier is its path; it stands in addresses and in Markdown. */
const rule = textLike(/^[a-z0-9-]{1,60}(?:\/[a-z0-9-]{1,60}){1,3}$/, "a rule's identifier");

export const acceptanceShape = record<Acceptance>({
  rule,
  until: textLike(/^\d{4}-\d\d-\d\d$/, 'a day'),
  reason: text(),
});

const citation = record<Citation>({
  text: text(500),
  // Nothing that acts, and nothing that ends a link in Markdown.
  url: textLike(/^https?:\/\/[A-Za-z0-9._~:/?#@!$&*+,;=%-]{1,500}$/, 'an address on the web'),
});

const where = record<FindingLocation>({
  line: optional(whole(1, mostLines)),
  certificate: optional(whole(0, 1_000)),
});

export const findingShape = record<Finding>({
  rule,
  severity: oneOf(severities),
  title: text(500),
  text: text(20_000),
  fix: paragraphs(),
  citation,
  where,
  accepted: optional(acceptanceShape),
});

export const uncheckedShape = record<UncheckedRule>({ rule, reason: text() });

const clue = record<Clue>({ text: text(20_000), weight: oneOf(clueWeights), where });

export const causeShape = record<RankedCause>({
  id: textLike(/^[a-z0-9-]{1,60}$/, "a cause's identifier"),
  title: text(500),
  text: text(20_000),
  likelihood: oneOf(likelihoods),
  explains: list(rule),
  evidenceFor: list(clue),
  evidenceAgainst: list(clue),
  nextTest: optional(record<NextTest>({ text: text(5_000), furtherTest: optional(oneOf(furtherTestKinds)) })),
  fix: paragraphs(),
  sources: list(citation),
});

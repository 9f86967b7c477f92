// What could not be learnt of an endpoint, with reasons, gathered from facts, rules and the engine. Pure.

import type { Assessment } from '../../src/model/assessment.ts';
import type { FactName } from '../../src/model/evidence.ts';

const factWords: Readonly<Record<FactName, string>> = {
  addresses: 'the addresses',
  connection: 'the connection',
  greeting: 'the greeting',
  capabilities: 'the answer to EHLO',
  startTls: 'the answer to STARTTLS',
  handshake: 'the TLS session',
  certificates: 'the certificates',
  verification: 'whether the certificates are trusted',
  capabilitiesInTls: 'the answer to EHLO inside TLS',
};

export interface Unknown {
  readonly what: string;
  readonly reason: string;
  /** Identifiers of the rules that could not run. */
  readonly rules?: readonly string[];
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function addTo(groups: Map<string, string[]>, reason: string, what: string): void {
  groups.set(reason, [...(groups.get(reason) ?? []), what]);
}

/** Grouped by reason: one failure hides many facts. */
export function listUnknowns({ evidence, unchecked, vantage }: Assessment): readonly Unknown[] {
  const facts = new Map<string, string[]>();
  for (const name of Object.keys(factWords) as FactName[]) {
    const outcome = evidence[name];
    if (outcome.status === 'failed') addTo(facts, outcome.failure.detail, factWords[name]);
  }
  const rules = new Map<string, string[]>();
  for (const { rule, reason } of unchecked) addTo(rules, reason, rule);
  const unknowns: Unknown[] = [...facts].map(([reason, words]) => ({
    what: `Not learnt: ${joinWords(words)}`,
    reason,
  }));
  for (const [reason, ids] of rules) {
    const count = ids.length === 1 ? '1 rule' : `${ids.length} rules`;
    unknowns.push({ what: `Could not be checked: ${count}`, reason, rules: ids });
  }
  const { certificates, handshake } = evidence;
  if (certificates.status === 'known') {
    const { value } = certificates;
    if (value.truncated) {
      unknowns.push({
        what: 'Not read: the rest of the chain',
        reason: 'The server sent more certificates than are read.',
      });
    }
    for (const [index, { unreadable }] of value.certificates.entries()) {
      if (unreadable.length === 0) continue;
      unknowns.push({ what: `Not read: parts of certificate ${index + 1}`, reason: unreadable.join('; ') });
    }
  }
  if (handshake.status === 'known' && handshake.value.certificateRequest === 'unknown') {
    unknowns.push({
      what: 'Not known: whether the server asks for a client certificate',
      reason: 'The TLS library does not tell, and the length of the handshake left it open.',
    });
  }
  if (vantage.engine.notOffered.length > 0) {
    const { library, version, notOffered } = vantage.engine;
    const reason = `${library} ${version} cannot offer ${joinWords(notOffered)}.`;
    unknowns.push({ what: 'Outside the reach of this engine', reason });
  }
  return unknowns;
}

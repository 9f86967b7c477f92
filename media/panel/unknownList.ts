// What could not be learnt of an endpoint, with reasons, gathered from facts, rules and the engine. Pure.

import type { Assessment } from '../../src/model/assessment.ts';
import type { FactName } from '../../src/model/evidence.ts';
import { formatList, t } from './l10n.ts';

function factWords(): Readonly<Record<FactName, string>> {
  return {
    addresses: t('the addresses'),
    connection: t('the connection'),
    greeting: t('the greeting'),
    capabilities: t('the answer to EHLO'),
    startTls: t('the answer to STARTTLS'),
    handshake: t('the TLS session'),
    certificates: t('the certificates'),
    verification: t('whether the certificates are trusted'),
    capabilitiesInTls: t('the answer to EHLO inside TLS'),
  };
}

export interface Unknown {
  readonly what: string;
  readonly reason: string;
  /** Identifiers of the rules that could not run. */
  readonly rules?: readonly string[];
}

function addTo(groups: Map<string, string[]>, reason: string, what: string): void {
  groups.set(reason, [...(groups.get(reason) ?? []), what]);
}

/** Grouped by reason: one failure hides many facts. */
export function listUnknowns({ evidence, unchecked, vantage }: Assessment): readonly Unknown[] {
  const facts = new Map<string, string[]>();
  const words = factWords();
  for (const name of Object.keys(words) as FactName[]) {
    const outcome = evidence[name];
    if (outcome.status === 'failed') addTo(facts, outcome.failure.detail, words[name]);
  }
  const rules = new Map<string, string[]>();
  for (const { rule, reason } of unchecked) addTo(rules, reason, rule);
  const unknowns: Unknown[] = [...facts].map(([reason, names]) => ({
    what: t('Not learnt: {0}', formatList(names)),
    reason,
  }));
  for (const [reason, ids] of rules) {
    const what =
      ids.length === 1 ? t('Could not be checked: 1 rule') : t('Could not be checked: {0} rules', ids.length);
    unknowns.push({ what, reason, rules: ids });
  }
  const { certificates, handshake } = evidence;
  if (certificates.status === 'known') {
    const { value } = certificates;
    if (value.truncated) {
      unknowns.push({
        what: t('Not read: the rest of the chain'),
        reason: t('The server sent more certificates than are read.'),
      });
    }
    for (const [index, { unreadable }] of value.certificates.entries()) {
      if (unreadable.length === 0) continue;
      unknowns.push({ what: t('Not read: parts of certificate {0}', index + 1), reason: unreadable.join('; ') });
    }
  }
  if (handshake.status === 'known' && handshake.value.certificateRequest === 'unknown') {
    unknowns.push({
      what: t('Not known: whether the server asks for a client certificate'),
      reason:
        vantage.engine.library === 'Schannel'
          ? t('The log does not tell.')
          : t('The TLS library does not tell, and the length of the handshake left it open.'),
    });
  }
  if (vantage.engine.notOffered.length > 0) {
    const { library, version, notOffered } = vantage.engine;
    const reason = t('{0} cannot offer {1}.', `${library} ${version}`, formatList(notOffered));
    unknowns.push({ what: t('Outside the reach of this engine'), reason });
  }
  return unknowns;
}

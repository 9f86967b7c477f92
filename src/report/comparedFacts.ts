// What of an assessment is held against another: one text for each fact, and what makes two of them the same.

import type { Assessment } from '../model/assessment.ts';
import type { Certificate, CertificateChain, StoreVerification, Verification } from '../model/certificate.ts';
import type { Outcome } from '../model/evidence.ts';
import type { Capabilities, SmtpReply } from '../model/smtp.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { describeHandshake, describeVerification } from './facts.ts';
import { verdictWords } from './words.ts';

export interface ComparedFact {
  readonly label: string;
  /** Escaped, as everything in an assessment is. */
  readonly text: string;
  /** Two facts of one label with the same sign are the same, though their texts may differ in a time or a number. */
  readonly sign: string;
  /** Asked for at some times and not at others: that it is not there means nothing. */
  readonly isOptional?: true;
}

/** Facts that are learnt together or not at all. */
export interface ComparedGroup {
  readonly label: string;
  /** Known: the facts in a few words. Else why they are not known. */
  readonly text: string;
  /** Undefined where they are not known. */
  readonly facts: readonly ComparedFact[] | undefined;
  /** Two groups that are not known are the same when these are. */
  readonly sign: string;
}

function fact(label: string, text: string, sign = text): ComparedFact {
  return { label, text, sign };
}

/** @param summary By default the text of the first fact. */
function group<T>(
  label: string,
  outcome: Outcome<T>,
  describe: (value: T) => readonly ComparedFact[],
  summary?: (value: T) => string,
): ComparedGroup {
  if (outcome.status === 'known') {
    const facts = describe(outcome.value);
    return { label, text: summary?.(outcome.value) ?? facts[0]?.text ?? 'none', facts, sign: 'known' };
  }
  // What is not known differs by its reason, not by the words of it.
  return outcome.status === 'skipped'
    ? { label, text: `does not apply: ${outcome.reason}`, facts: undefined, sign: 'skipped' }
    : {
        label,
        text: `could not be learnt: ${outcome.failure.detail}`,
        facts: undefined,
        sign: `failed ${outcome.failure.code}`,
      };
}

function single(one: ComparedFact): ComparedGroup {
  return { label: one.label, text: one.text, facts: [one], sign: 'known' };
}

const dates =
  /(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b|\b\d{4}-\d\d-\d\d\b/g;

const times = /\bT?\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\b)(?: ?[+-]\d{4}\b)?(?: \([A-Za-z]{2,5}\))?/g;

const hostName = /^[[(<]?(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[\])>;,]?$/i;

/** A version, or a product with its version. */
const productVersion = /^[(]?(?:[A-Za-z]+[-/_])?v?\d+(?:\.\d+)*[);,]?$/;

/** Long words with several digits in them are numbers of a session or a message: new each time. */
function isSessionWord(word: string): boolean {
  if (word.length < 10 || (word.match(/\d/g) ?? []).length < 3) return false;
  return !hostName.test(word) && !productVersion.test(word);
}

/** The text with `#` for dates and times, which differ each time. */
export function withoutTimes(text: string): string {
  return text.replace(dates, '#').replace(times, '#');
}

/** A reply without what is new each time: dates, times and the numbers of sessions. */
export function lastingText({ code, lines }: SmtpReply): string {
  return withoutTimes(`${code} ${lines.join(' ')}`)
    .split(' ')
    .map((word) => (isSessionWord(word) ? '#' : word))
    .join(' ');
}

function replyFact(label: string, reply: SmtpReply): ComparedFact {
  return fact(label, `${reply.code} ${reply.lines.join(' ')}`, lastingText(reply));
}

function keywordFacts(where: string, { verb, keywords }: Capabilities): readonly ComparedFact[] {
  const words = new Map<string, string>();
  for (const { keyword, parameters } of keywords) {
    const all = [words.get(keyword), ...[...parameters].sort()].filter((text) => text !== undefined && text !== '');
    words.set(keyword, all.join(' '));
  }
  return [
    fact(`Greeted ${where} by`, verb),
    ...[...words].map(([keyword, parameters]) => fact(keywordLabel(where, keyword), `${keyword} ${parameters}`.trim())),
  ];
}

function keywordGroup(where: string, outcome: Outcome<Capabilities>): ComparedGroup {
  return group(
    `EHLO ${where}`,
    outcome,
    (value) => keywordFacts(where, value),
    ({ keywords }) => keywords.map(({ keyword }) => keyword).join(', ') || 'no keyword',
  );
}

/** Of the facts about keywords; `STARTTLS` among them. */
export function keywordLabel(where: string, keyword: string): string {
  return `${keyword} ${where}`;
}

export const beforeTls = 'in clear text';
const insideTls = 'in TLS';

function fingerprintOf(certificate: Certificate): string {
  const { fingerprintSha256, subject, notBefore, notAfter } = certificate;
  // A redacted certificate has no fingerprint.
  return fingerprintSha256 === '' ? `${subject} ${notBefore} ${notAfter}` : fingerprintSha256;
}

function certificateFacts(chain: CertificateChain): readonly ComparedFact[] {
  const [leaf, ...others] = chain.certificates;
  if (leaf === undefined) return [fact('Certificate', 'none was sent')];
  const { publicKey, alternativeNames } = leaf;
  const names = alternativeNames.map(({ kind, value }) => `${kind}:${value}`);
  const size = publicKey.curve ?? (publicKey.bits === undefined ? '' : `${publicKey.bits} bits`);
  return [
    fact('Certificate', `${leaf.subject}, SHA-256 ${leaf.fingerprintSha256 || 'left out'}`, fingerprintOf(leaf)),
    fact('Issuer', leaf.issuer),
    fact('Names', names.join(', ') || 'none', [...names].sort().join(' ')),
    fact('Valid', `${leaf.notBefore} to ${leaf.notAfter}`),
    fact('Key', `${publicKey.type} ${size}`.trim()),
    fact('Chain length', String(others.length + 1)),
    fact(
      'Rest of the chain',
      others.map(({ subject }) => subject).join(' → ') || 'none',
      others.map(fingerprintOf).join(' '),
    ),
  ];
}

const trustLabels: Readonly<Record<StoreVerification['store'], string>> = {
  mozilla: "Trust by Mozilla's roots",
  system: "Trust by this machine's roots",
  given: 'Trust by the given roots',
};

function trustFact({ store, trusted, path, defects }: StoreVerification): ComparedFact {
  const root = path.at(-1);
  const why = trusted ? root?.subject : defects[0]?.text;
  const sign = trusted
    ? `trusted ${root?.fingerprintSha256 ?? ''}`
    : `not ${defects.map(({ code }) => code).join(' ')}`;
  const text = `${trusted ? 'trusted' : 'not trusted'}${why === undefined ? '' : `: ${why}`}`;
  return { ...fact(trustLabels[store], text, sign), isOptional: true };
}

function verificationFacts(outcome: Outcome<Verification>): ComparedGroup {
  return group('Verification', outcome, (value) => {
    const { name, stores } = value;
    const text = describeVerification(outcome).find(([label]) => label === 'Name')?.[1] ?? name.expected;
    return [...stores.map(trustFact), fact('Name match', text, `${name.matches} ${name.expected}`)];
  });
}

/** Where it was probed from and with what: differences may come from there. */
export function vantageFacts({ vantage, policy }: Assessment): readonly ComparedFact[] {
  const { hostName, platform, engine, ehloName } = vantage;
  return [
    fact('Probed from', `${hostName} (${platform})`, hostName),
    fact('Name said in EHLO', ehloName),
    fact('TLS engine', `${engine.library} ${engine.version}, ${engine.runtime}`),
    fact('TLS versions offered', engine.offeredVersions.join(', ')),
    fact(
      'Demands and acceptances',
      policy === undefined ? 'none' : `${Object.keys(policy.expectations).length} and ${policy.accepted.length}`,
      JSON.stringify(policy ?? {}),
    ),
  ];
}

/** In the order in which a probe learns them. */
export function comparedGroups({ evidence, ending, verdict }: Assessment): readonly ComparedGroup[] {
  const { handshake } = evidence;
  return [
    single(fact('Verdict', verdictWords[verdict])),
    group('Addresses', evidence.addresses, ({ addresses }) => {
      const shown = addresses.map(({ address }) => address);
      return [fact('Addresses', shown.join(', '), [...shown].sort().join(' '))];
    }),
    group('Address reached', evidence.connection, ({ remote }) => [
      fact('Address reached', `${bracketed(remote.address)}:${remote.port}`),
    ]),
    group('Greeting', evidence.greeting, ({ reply }) => [replyFact('Greeting', reply)]),
    keywordGroup(beforeTls, evidence.capabilities),
    group('Answer to STARTTLS', evidence.startTls, ({ reply, discarded }) => [
      replyFact('Answer to STARTTLS', reply),
      ...(discarded === undefined ? [] : [fact('Text sent before the handshake', discarded.text)]),
    ]),
    group(
      'TLS',
      handshake,
      () => describeHandshake(handshake).map(([label, text]) => fact(label, text)),
      ({ version, cipherSuite }) => `${version}, ${cipherSuite.name}`,
    ),
    group('Certificate', evidence.certificates, certificateFacts),
    verificationFacts(evidence.verification),
    keywordGroup(insideTls, evidence.capabilitiesInTls),
    single(
      ending === undefined ? fact('Ending', 'nothing broke the probe off') : fact('Ending', ending.detail, ending.code),
    ),
  ];
}

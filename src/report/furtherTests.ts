// What tests beyond the probe told: a sentence, what differed, a small table. The same in every format.

import type { FurtherTest, FurtherTestKind, ProbeDigest } from '../model/furtherTest.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { certificateLegend, certificateLetters, differencesOf, endingWord, offerWord, sayPlainly } from './digests.ts';
import type { ComparedDigest, Say } from './digests.ts';
import type { LabelledText } from './facts.ts';
import type { FurtherTestReport } from './furtherTestReport.ts';

type Test<K extends FurtherTest['kind']> = Extract<FurtherTest, { kind: K }>;

export const furtherTestTitles: Readonly<Record<FurtherTestKind, string>> = {
  addresses: 'Every address of the name',
  ports: 'Ports side by side',
  'unoffered-starttls': 'STARTTLS sent although it was not offered',
  'unknown-verb': 'A verb that no server knows',
  'server-name': 'With and without the server name (SNI)',
  'control-host': 'Control host',
  reputation: 'Reputation of our address',
};

const connectionColumns = ['STARTTLS', 'TLS version', 'Certificate', 'Ended by'];

function connectionCells(digest: ProbeDigest, letters: ReadonlyMap<string, string>, say: Say): readonly string[] {
  return [
    offerWord(digest, say),
    digest.tlsVersion ?? '',
    letters.get(digest.leaf?.fingerprintSha256 ?? '') ?? '',
    endingWord(digest) ?? '',
  ];
}

/** The connections as they are told apart by `places`, the first columns. */
function comparison(
  compared: readonly ComparedDigest[],
  heads: readonly string[],
  places: readonly (readonly string[])[],
  say: Say,
): Pick<FurtherTestReport, 'facts' | 'columns' | 'rows'> & { readonly differs: boolean } {
  const letters = certificateLetters(compared);
  const differences = differencesOf(compared, say);
  return {
    differs: differences.length > 0,
    facts: [...differences, ...certificateLegend(compared, say)],
    columns: [...heads, ...connectionColumns].map((head) => say(head)),
    rows: compared.map(({ digest }, index) => [...(places[index] ?? []), ...connectionCells(digest, letters, say)]),
  };
}

const differ = 'The connections differ.';
const same = 'All connections showed the same.';

function describeAddresses({ digests, trouble = [] }: Test<'addresses'>, say: Say): Omit<FurtherTestReport, 'title'> {
  const placeOf = ({ remote, endpoint }: ProbeDigest): string =>
    remote === undefined ? endpoint.host : bracketed(remote.address);
  // A machine that changes its answer from one time to the next is told apart by the attempt.
  const byPlace = new Map<string, ComparedDigest[]>();
  for (const digest of digests) {
    const place = placeOf(digest);
    const attempts = byPlace.get(place) ?? [];
    attempts.push({ place: String(digest.attempt), digest });
    byPlace.set(place, attempts);
  }
  const isFlapping = [...byPlace.values()].some((attempts) => differencesOf(attempts, say).length > 0);
  const compared = digests.map((digest) => ({
    place: isFlapping ? say('{0} (attempt {1})', placeOf(digest), String(digest.attempt)) : placeOf(digest),
    digest,
  }));
  const places = digests.map((digest) => [placeOf(digest), String(digest.attempt)]);
  const { differs, ...table } = comparison(compared, ['Address', 'Attempt'], places, say);
  const outcome = digests.length < 2 ? 'There was nothing to compare.' : differs ? differ : same;
  return { outcome: say(outcome), ...table, notes: trouble };
}

function describePorts({ digests, trouble = [] }: Test<'ports'>, say: Say): Omit<FurtherTestReport, 'title'> {
  const compared = digests.map((digest) => ({ place: String(digest.endpoint.port), digest }));
  const places = digests.map(({ endpoint }) => [String(endpoint.port)]);
  const { differs, ...table } = comparison(compared, ['Port'], places, say);
  return { outcome: say(differs ? differ : same), ...table, notes: trouble };
}

function describeServerName(
  { withName, withoutName }: Test<'server-name'>,
  say: Say,
): Omit<FurtherTestReport, 'title'> {
  const compared = [
    { place: say('with the name'), digest: withName },
    { place: say('without'), digest: withoutName },
  ];
  const places = compared.map(({ place }) => [place]);
  const { differs, ...table } = comparison(compared, ['Server name sent'], places, say);
  return { outcome: say(differs ? differ : same), ...table, notes: [] };
}

const noTable = { columns: [], rows: [], notes: [] } as const;

function unofferedOutcome({ outcome, digest }: Test<'unoffered-starttls'>): string {
  switch (outcome) {
    case 'accepted':
      return digest.tlsVersion === undefined
        ? 'STARTTLS was accepted although it was not offered, but the handshake failed.'
        : 'STARTTLS was accepted although it was not offered, and the handshake was completed.';
    case 'refused':
      return 'STARTTLS was refused.';
    case 'rewritten':
      return 'Another command arrived at the server: STARTTLS is overwritten on the way.';
    case 'unknown':
      return digest.startTls === 'offered' ? 'This time STARTTLS was offered.' : 'Nothing could be learnt.';
  }
}

function describeUnoffered(test: Test<'unoffered-starttls'>, say: Say): Omit<FurtherTestReport, 'title'> {
  const { reply, digest } = test;
  const facts: LabelledText[] = [
    ...(reply === undefined ? [] : [[say('Reply'), reply] as const]),
    ...(digest.ending === undefined ? [] : [[say('Ended by'), digest.ending.detail] as const]),
    ...certificateLegend([{ place: '', digest }], say),
  ];
  return { outcome: say(unofferedOutcome(test)), facts, ...noTable };
}

const unknownVerbOutcomes: Readonly<Record<Test<'unknown-verb'>['outcome'], string>> = {
  accepted: 'It was accepted: no mail server does that, but some very old firewalls do.',
  refused: 'It was refused, as mail servers do.',
  rewritten: 'Another command arrived at the server: verbs are overwritten on the way.',
  unknown: 'Nothing could be learnt.',
};

function describeUnknownVerb(test: Test<'unknown-verb'>, say: Say): Omit<FurtherTestReport, 'title'> {
  const { outcome, reply, ending } = test;
  const facts: LabelledText[] = [
    ...(reply === undefined ? [] : [[say('Reply'), reply] as const]),
    ...(ending === undefined ? [] : [[say('Ended by'), ending.detail] as const]),
  ];
  return { outcome: say(unknownVerbOutcomes[outcome]), facts, ...noTable };
}

export const controlOutcomes: Readonly<Record<Test<'control-host'>['outcome'], string>> = {
  reached: 'It was reached: this network lets the port out.',
  'not-reached': 'It was not reached: this network does not let the port out, or the control host does not answer.',
  unknown: 'Nothing could be learnt.',
};

function describeControlHost(
  { host, port, outcome, text }: Test<'control-host'>,
  say: Say,
): Omit<FurtherTestReport, 'title'> {
  const where = formatEndpoint({ host, port, tlsMode: 'starttls' });
  return {
    outcome: say(controlOutcomes[outcome]),
    facts: [
      [say('Control host'), where],
      [say('Seen'), text],
    ],
    ...noTable,
  };
}

export const listWords = { listed: 'listed', 'not-listed': 'not listed', error: 'no answer' } as const;

function reputationOutcome({ egress, blockLists }: Test<'reputation'>): string {
  if (egress === undefined) return 'Our address is not known.';
  const count = (status: string): number => blockLists.filter((answer) => answer.status === status).length;
  if (count('listed') > 0) return 'Our address is on a block list.';
  return count('not-listed') > 0
    ? 'Our address is on none of the block lists that answered.'
    : 'No block list gave an answer.';
}

function describeReputation(test: Test<'reputation'>, say: Say): Omit<FurtherTestReport, 'title'> {
  const { egress, pointer, ehloName, blockLists, trouble } = test;
  const facts: LabelledText[] = [
    ...(egress === undefined
      ? []
      : [[say('Our address'), say('{0}, says {1}', egress.address, egress.readFrom)] as const]),
    ...(pointer === undefined ? [] : [[say('Reverse DNS'), pointer.text] as const]),
    ...(ehloName === undefined ? [] : [[say('Name in EHLO'), ehloName.text] as const]),
  ];
  return {
    outcome: say(reputationOutcome(test)),
    facts,
    columns: blockLists.length === 0 ? [] : ['Block list', 'Answer', 'Meaning'].map((head) => say(head)),
    rows: blockLists.map(({ zone, status, text, url }) => [
      zone,
      say(listWords[status]),
      url === undefined ? text : say('{0} Look up and take off: {1}', text, url),
    ]),
    notes: trouble,
  };
}

function describeOne(test: FurtherTest, say: Say): Omit<FurtherTestReport, 'title'> {
  switch (test.kind) {
    case 'addresses':
      return describeAddresses(test, say);
    case 'ports':
      return describePorts(test, say);
    case 'server-name':
      return describeServerName(test, say);
    case 'unoffered-starttls':
      return describeUnoffered(test, say);
    case 'unknown-verb':
      return describeUnknownVerb(test, say);
    case 'control-host':
      return describeControlHost(test, say);
    case 'reputation':
      return describeReputation(test, say);
    case 'left-out':
      return { outcome: say('It was not made.'), facts: [], columns: [], rows: [], notes: [test.reason] };
  }
}

export function describeFurtherTest(test: FurtherTest, say: Say = sayPlainly): FurtherTestReport {
  const kind = test.kind === 'left-out' ? test.test : test.kind;
  return { title: say(furtherTestTitles[kind]), ...describeOne(test, say) };
}

export function describeFurtherTests(
  tests: readonly FurtherTest[] | undefined,
  say: Say = sayPlainly,
): readonly FurtherTestReport[] {
  return (tests ?? []).map((test) => describeFurtherTest(test, say));
}

// What tests beyond the probe told: a sentence, what differed, a small table. The same in every format.

import type { FurtherTest, FurtherTestKind, ProbeDigest } from '../model/furtherTest.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { certificateLegend, certificateLetters, differencesOf, endingWord, offerWord } from './digests.ts';
import type { ComparedDigest } from './digests.ts';
import type { LabelledText } from './facts.ts';

export interface FurtherTestReport {
  /** One of a closed list. */
  readonly title: string;
  /** One of a closed list. */
  readonly outcome: string;
  readonly facts: readonly LabelledText[];
  /** Heads of a closed list; none where there is no table. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What was not done or could not be learnt, in whole sentences. */
  readonly notes: readonly string[];
}

type Test<K extends FurtherTest['kind']> = Extract<FurtherTest, { kind: K }>;

export const furtherTestTitles: Readonly<Record<FurtherTestKind, string>> = {
  addresses: 'Every address of the name',
  ports: 'Ports side by side',
  'unoffered-starttls': 'STARTTLS sent although it was not offered',
  'server-name': 'With and without the server name (SNI)',
  'control-host': 'Control host',
  reputation: 'Reputation of our address',
};

const connectionColumns = ['STARTTLS', 'TLS version', 'Certificate', 'Ended by'];

function connectionCells(digest: ProbeDigest, letters: ReadonlyMap<string, string>): readonly string[] {
  return [
    offerWord(digest),
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
): Pick<FurtherTestReport, 'facts' | 'columns' | 'rows'> & { readonly differs: boolean } {
  const letters = certificateLetters(compared);
  const differences = differencesOf(compared);
  return {
    differs: differences.length > 0,
    facts: [...differences, ...certificateLegend(compared)],
    columns: [...heads, ...connectionColumns],
    rows: compared.map(({ digest }, index) => [...(places[index] ?? []), ...connectionCells(digest, letters)]),
  };
}

const differ = 'The connections differ.';
const same = 'All connections showed the same.';

function describeAddresses({ digests, trouble = [] }: Test<'addresses'>): Omit<FurtherTestReport, 'title'> {
  const placeOf = ({ remote, endpoint }: ProbeDigest): string =>
    remote === undefined ? endpoint.host : bracketed(remote.address);
  // A machine that changes its answer from one time to the next is told apart by the attempt.
  const isFlapping = digests.some(
    (one) =>
      digests.some((other) => placeOf(one) === placeOf(other) && one.attempt !== other.attempt) &&
      differencesOf(digests.filter((other) => placeOf(other) === placeOf(one)).map((digest) => ({ place: '', digest })))
        .length > 0,
  );
  const compared = digests.map((digest) => ({
    place: isFlapping ? `${placeOf(digest)} (attempt ${digest.attempt})` : placeOf(digest),
    digest,
  }));
  const places = digests.map((digest) => [placeOf(digest), String(digest.attempt)]);
  const { differs, ...table } = comparison(compared, ['Address', 'Attempt'], places);
  const outcome = digests.length < 2 ? 'There was nothing to compare.' : differs ? differ : same;
  return { outcome, ...table, notes: trouble };
}

function describePorts({ digests, trouble = [] }: Test<'ports'>): Omit<FurtherTestReport, 'title'> {
  const compared = digests.map((digest) => ({ place: String(digest.endpoint.port), digest }));
  const places = digests.map(({ endpoint }) => [String(endpoint.port)]);
  const { differs, ...table } = comparison(compared, ['Port'], places);
  return { outcome: differs ? differ : same, ...table, notes: trouble };
}

function describeServerName({ withName, withoutName }: Test<'server-name'>): Omit<FurtherTestReport, 'title'> {
  const compared = [
    { place: 'with the name', digest: withName },
    { place: 'without', digest: withoutName },
  ];
  const places = compared.map(({ place }) => [place]);
  const { differs, ...table } = comparison(compared, ['Server name sent'], places);
  return { outcome: differs ? differ : same, ...table, notes: [] };
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

function describeUnoffered(test: Test<'unoffered-starttls'>): Omit<FurtherTestReport, 'title'> {
  const { reply, digest } = test;
  const facts: LabelledText[] = [
    ...(reply === undefined ? [] : [['Reply', reply] as const]),
    ...(digest.ending === undefined ? [] : [['Ended by', digest.ending.detail] as const]),
    ...certificateLegend([{ place: '', digest }]),
  ];
  return { outcome: unofferedOutcome(test), facts, ...noTable };
}

const controlOutcomes: Readonly<Record<Test<'control-host'>['outcome'], string>> = {
  reached: 'It was reached: this network lets the port out.',
  'not-reached': 'It was not reached: this network does not let the port out, or the control host does not answer.',
  unknown: 'Nothing could be learnt.',
};

function describeControlHost({ host, port, outcome, text }: Test<'control-host'>): Omit<FurtherTestReport, 'title'> {
  const where = formatEndpoint({ host, port, tlsMode: 'starttls' });
  return {
    outcome: controlOutcomes[outcome],
    facts: [
      ['Control host', where],
      ['Seen', text],
    ],
    ...noTable,
  };
}

const listWords = { listed: 'listed', 'not-listed': 'not listed', error: 'no answer' } as const;

function reputationOutcome({ egress, blockLists }: Test<'reputation'>): string {
  if (egress === undefined) return 'Our address is not known.';
  const count = (status: string): number => blockLists.filter((answer) => answer.status === status).length;
  if (count('listed') > 0) return 'Our address is on a block list.';
  return count('not-listed') > 0
    ? 'Our address is on none of the block lists that answered.'
    : 'No block list gave an answer.';
}

function describeReputation(test: Test<'reputation'>): Omit<FurtherTestReport, 'title'> {
  const { egress, pointer, ehloName, blockLists, trouble } = test;
  const facts: LabelledText[] = [
    ...(egress === undefined ? [] : [['Our address', `${egress.address}, says ${egress.readFrom}`] as const]),
    ...(pointer === undefined ? [] : [['Reverse DNS', pointer.text] as const]),
    ...(ehloName === undefined ? [] : [['Name in EHLO', ehloName.text] as const]),
  ];
  return {
    outcome: reputationOutcome(test),
    facts,
    columns: blockLists.length === 0 ? [] : ['Block list', 'Answer', 'Meaning'],
    rows: blockLists.map(({ zone, status, text, url }) => [
      zone,
      listWords[status],
      url === undefined ? text : `${text} Look up and take off: ${url}`,
    ]),
    notes: trouble,
  };
}

export function describeFurtherTest(test: FurtherTest): FurtherTestReport {
  switch (test.kind) {
    case 'addresses':
      return { title: furtherTestTitles[test.kind], ...describeAddresses(test) };
    case 'ports':
      return { title: furtherTestTitles[test.kind], ...describePorts(test) };
    case 'server-name':
      return { title: furtherTestTitles[test.kind], ...describeServerName(test) };
    case 'unoffered-starttls':
      return { title: furtherTestTitles[test.kind], ...describeUnoffered(test) };
    case 'control-host':
      return { title: furtherTestTitles[test.kind], ...describeControlHost(test) };
    case 'reputation':
      return { title: furtherTestTitles[test.kind], ...describeReputation(test) };
    case 'left-out':
      return {
        title: furtherTestTitles[test.test],
        outcome: 'It was not made.',
        facts: [],
        columns: [],
        rows: [],
        notes: [test.reason],
      };
  }
}

export function describeFurtherTests(tests: readonly FurtherTest[] | undefined): readonly FurtherTestReport[] {
  return (tests ?? []).map(describeFurtherTest);
}

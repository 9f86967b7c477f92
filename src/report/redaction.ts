// Assessments without what tells whose they are, before any format sees them: hosts, addresses, owners, prints.

import type { Assessment } from '../model/assessment.ts';
import type { CertificateChain, Verification } from '../model/certificate.ts';
import type { Outcome } from '../model/evidence.ts';
import type { ProbeDigest } from '../model/furtherTest.ts';
import { blockLists, isPublicZone } from '../formats/blockLists.ts';
import { finishSteps } from '../formats/steps.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { InputError, ReportPlace } from './report.ts';
import { Pseudonyms } from './redaction/pseudonyms.ts';
import { noteHosts, redactText } from './redaction/redactText.ts';

export interface ReportContent {
  readonly assessments: readonly Assessment[];
  readonly errors: readonly InputError[];
  readonly places: ReadonlyMap<string, ReportPlace>;
}

/** Texts of a rule or a cause, which speak of nobody. */
export interface OwnText {
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
}

export interface RedactedContent extends ReportContent {
  /** The words that stand for what was taken out. */
  readonly tokens: readonly string[];
}

function valueOf<T>(outcome: Outcome<T>): T | undefined {
  return outcome.status === 'known' ? outcome.value : undefined;
}

interface NamedValue {
  readonly type: string;
  /** As it stands there, escaped by RFC 4514. */
  readonly value: string;
}

/** The attributes of an RFC 4514 string, in order. */
function attributesOf(name: string): readonly NamedValue[] {
  return (name.match(/(?:\\.|[^,+\\])+/gs) ?? []).map((attribute) => {
    const [, type = '', value = ''] = /^\s*([A-Za-z0-9.-]+)\s*=(.*)$/s.exec(attribute) ?? [undefined, '', attribute];
    return { type: type.toUpperCase(), value: value.trim() };
  });
}

function unescapeName(value: string): string {
  return value.replace(/\\([^0-9a-fA-F])/g, '$1');
}

/** A country and the parts of a domain are no owner's names of their own. */
const plainTypes: readonly string[] = ['C', 'DC'];

/** The names of authorities that everybody knows: on a path that Mozilla's roots end, above the server's own. */
function publicNames(verification: Verification | undefined): readonly string[] {
  return (verification?.stores ?? [])
    .filter(({ store, trusted }) => store === 'mozilla' && trusted)
    .flatMap(({ path }) => path.slice(1).map(({ subject }) => subject));
}

function noteOwner(name: string, pseudonyms: Pseudonyms): void {
  for (const { type, value } of attributesOf(name)) {
    noteHosts(value, pseudonyms);
    if (plainTypes.includes(type) || value.includes('@')) continue;
    // Dotted names are hosts; anything else is somebody's or something's name.
    if (/^[^\s.]+(?:\.[^\s.]+)+$/.test(value)) continue;
    pseudonyms.addPhrase('name', value);
    pseudonyms.addPhrase('name', unescapeName(value));
  }
}

function noteCertificates(
  chain: CertificateChain | undefined,
  kept: ReadonlySet<string>,
  pseudonyms: Pseudonyms,
): void {
  for (const certificate of chain?.certificates ?? []) {
    for (const name of [certificate.subject, certificate.issuer]) if (!kept.has(name)) noteOwner(name, pseudonyms);
    if (kept.has(certificate.subject)) continue;
    for (const { kind, value } of certificate.alternativeNames) {
      if (kind === 'dns') pseudonyms.addHost(value, false);
      else noteHosts(value, pseudonyms);
    }
    for (const value of certificate.commonNames) {
      if (value.includes('.')) pseudonyms.addHost(value, false);
      else pseudonyms.addPhrase('name', value);
    }
  }
}

/** The first word of a greeting and of an answer to EHLO is the server's name (RFC 5321 sections 4.2 and 4.1.1.1). */
function noteSaidNames(assessment: Assessment, pseudonyms: Pseudonyms): void {
  const { greeting, capabilities, capabilitiesInTls } = assessment.evidence;
  const replies = [valueOf(greeting)?.reply, valueOf(capabilities)?.reply, valueOf(capabilitiesInTls)?.reply];
  for (const reply of replies) {
    const [first = ''] = (reply?.lines[0] ?? '').split(' ');
    if (/^(?:[A-Za-z0-9_-]|\\x[89a-f][0-9a-f])+(?:\.(?:[A-Za-z0-9_-]|\\x[89a-f][0-9a-f])+)*\.?$/.test(first)) {
      pseudonyms.addHost(first, true);
    }
  }
}

/** Of public block lists: they tell nothing of whoever is listed. */
const publicTexts: ReadonlySet<string> = new Set(blockLists.flatMap(({ zone, url }) => [zone, url]));

/** What further tests met: other hosts, what they said, the names of our own address. */
function noteFurtherTests({ furtherTests = [] }: Assessment, kept: ReadonlySet<string>, pseudonyms: Pseudonyms): void {
  const digests: ProbeDigest[] = [];
  for (const test of furtherTests) {
    switch (test.kind) {
      case 'addresses':
      case 'ports':
        digests.push(...test.digests);
        break;
      case 'server-name':
        digests.push(test.withName, test.withoutName);
        break;
      case 'unoffered-starttls':
        digests.push(test.digest);
        noteHosts(test.reply ?? '', pseudonyms);
        break;
      case 'unknown-verb':
        noteHosts(test.reply ?? '', pseudonyms);
        noteHosts(test.ending?.detail ?? '', pseudonyms);
        break;
      case 'control-host':
        pseudonyms.addHost(test.host, true);
        noteHosts(test.text, pseudonyms);
        break;
      case 'left-out':
        noteHosts(test.reason, pseudonyms);
        break;
      case 'reputation':
        for (const pointer of [test.pointer, test.ehloName]) {
          for (const name of [pointer?.subject ?? '', ...(pointer?.names ?? [])]) pseudonyms.addHost(name, true);
        }
        noteHosts(test.egress?.readFrom ?? '', pseudonyms);
        for (const { zone } of test.blockLists) if (!isPublicZone(zone)) pseudonyms.addHost(zone, false);
        break;
    }
  }
  for (const { endpoint, greeting, leaf, ending } of digests) {
    pseudonyms.addHost(endpoint.host, true);
    noteHosts(greeting ?? '', pseudonyms);
    noteHosts(ending?.detail ?? '', pseudonyms);
    for (const name of [leaf?.subject, leaf?.issuer]) {
      if (name !== undefined && !kept.has(name)) noteOwner(name, pseudonyms);
    }
  }
}

/** Takes note of all that identifies, endpoints first, so that the first endpoint is host-1. */
function* noteAll(assessments: readonly Assessment[], pseudonyms: Pseudonyms): Generator<void, ReadonlySet<string>> {
  const kept = new Set(assessments.flatMap(({ evidence }) => publicNames(valueOf(evidence.verification))));
  for (const { endpoint } of assessments) pseudonyms.addHost(endpoint.host, true);
  for (const { endpoint } of assessments) pseudonyms.ofHost(endpoint.host);
  for (const assessment of assessments) {
    const { vantage, evidence, transcript } = assessment;
    pseudonyms.addHost(vantage.hostName, true);
    if (!vantage.ehloName.startsWith('[')) pseudonyms.addHost(vantage.ehloName, true);
    const expected = valueOf(evidence.verification)?.name.expected;
    if (expected !== undefined) pseudonyms.addHost(expected, true);
    const sent = valueOf(evidence.handshake)?.sentServerName;
    if (sent !== undefined) pseudonyms.addHost(sent, true);
    noteSaidNames(assessment, pseudonyms);
    noteCertificates(valueOf(evidence.certificates), kept, pseudonyms);
    for (const { path } of valueOf(evidence.verification)?.stores ?? []) {
      for (const { subject } of path) if (!kept.has(subject)) noteOwner(subject, pseudonyms);
    }
    for (const { text } of transcript) noteHosts(text, pseudonyms);
    noteFurtherTests(assessment, kept, pseudonyms);
    yield;
  }
  return kept;
}

/** Our own words, numbers in writing and closed lists: nothing of them comes from a server or from an owner. */
const ownKeys: ReadonlySet<string> = new Set([
  ...['tlsMode', 'startedAt', 'platform', 'library', 'version', 'runtime', 'offeredVersions', 'notOffered', 'status'],
  ...['code', 'phase', 'enhancedCode', 'errorCode', 'sentBy', 'source', 'verb', 'oddities', 'kind', 'group', 'curve'],
  ...['standardName', 'certificateRequest', 'type', 'signatureAlgorithm', 'keyUsage', 'extendedKeyUsage', 'store'],
  ...['notBefore', 'notAfter', 'at', 'speaker', 'ending', 'verdict', 'rule', 'severity', 'citation', 'minimumTls'],
  ...['until', 'cipherSuite', 'alert', 'keyExchange', 'publicKey'],
  ...['likelihood', 'explains', 'weight', 'furtherTest', 'sources', 'outcome', 'isConfirmed'],
]);

/** Our own words where they are texts: the same keys hold facts elsewhere. */
const ownWordKeys: ReadonlySet<string> = new Set(['id', 'startTls']);

/** What would tell which certificate it is, even with no name in it. */
const identifierKeys: ReadonlySet<string> = new Set([
  ...['pem', 'fingerprintSha1', 'fingerprintSha256', 'publicKeySha256', 'serialNumber'],
]);

const optionalIdentifierKeys: ReadonlySet<string> = new Set([
  ...['subjectKeyIdentifier', 'authorityKeyIdentifier', 'fingerprint'],
]);

const hostKeys: ReadonlySet<string> = new Set(['host', 'hostName', 'ehloName', 'expected', 'sentServerName']);

/** No list that is open to everybody has a longer one. */
const longestZoneLabel = 16;

interface Redactor {
  readonly pseudonyms: Pseudonyms;
  /** Names of public authorities. */
  readonly kept: ReadonlySet<string>;
  /** Texts of rules and causes, which speak of nobody. */
  readonly ownTexts: ReadonlySet<string>;
}

function redactOwner(name: string, redactor: Redactor): string {
  if (redactor.kept.has(name)) return name;
  // An expected issuer is a part of a name; reverse DNS is of a host or an address.
  if (!name.includes('=')) {
    const told = redactText(name, redactor.pseudonyms);
    if (/^(?:host|address)-\d+$/.test(told)) return told;
    const isPublic = [...redactor.kept].some((one) => one.toLowerCase().includes(name.toLowerCase()));
    return isPublic ? name : redactor.pseudonyms.of('name', name.trim().toLowerCase());
  }
  return name.replace(
    /((?:^|[,+])\s*([A-Za-z0-9.-]+)\s*=)((?:\\.|[^,+\\])*)/gs,
    (_, head: string, type: string, value: string) => {
      if (value === '' || type.toUpperCase() === 'C') return `${head}${value}`;
      const text = redactText(value, redactor.pseudonyms);
      // What has no name in it that is known is a name all the same.
      const isLeft =
        text === value ||
        /[\p{L}\p{N}]{2,}/u.test(text.replace(/\b(?:host|domain|address|mailbox|name|print|url)-\d+\b/g, ''));
      return `${head}${isLeft ? redactor.pseudonyms.of('name', unescapeName(value).trim().toLowerCase()) : text}`;
    },
  );
}

/** The zones of some block lists hold the key of who asks. */
function redactZone(zone: string, { pseudonyms }: Redactor): string {
  return redactText(zone, pseudonyms)
    .split('.')
    .map((label) => (label.length >= longestZoneLabel ? '…' : label))
    .join('.');
}

function redactString(text: string, key: string, redactor: Redactor): string {
  if (identifierKeys.has(key)) return '';
  if (key === 'leafPrint') return redactor.pseudonyms.of('print', text);
  if (publicTexts.has(text)) return text;
  if (ownKeys.has(key) || ownWordKeys.has(key) || redactor.ownTexts.has(text)) return text;
  // What a block list answers is no address of a machine; what a resolver made of it may be.
  if (key === 'codes' && text.startsWith('127.')) return text;
  if (key === 'zone') return redactZone(text, redactor);
  if (hostKeys.has(key)) return redactor.pseudonyms.ofHost(text);
  if (key === 'subject' || key === 'issuer') return redactOwner(text, redactor);
  return redactText(text, redactor.pseudonyms);
}

/** Connections of further tests that showed different certificates still do. */
function keyWithin(parent: string, name: string): string {
  return parent === 'leaf' && name === 'fingerprintSha256' ? 'leafPrint' : name;
}

/** The same value with every text of it redacted. */
function redactValue(value: unknown, key: string, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactString(value, key, redactor);
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, key, redactor));
  // `ending` is a word in a line of the transcript, and a failure in a result.
  if (typeof value !== 'object' || value === null || (ownKeys.has(key) && key !== 'ending')) return value;
  const entries = Object.entries(value)
    .filter(([name]) => !optionalIdentifierKeys.has(name))
    .map(
      ([name, property]: [string, unknown]) => [name, redactValue(property, keyWithin(key, name), redactor)] as const,
    );
  return Object.fromEntries(entries);
}

function redactAssessment(assessment: Assessment, redactor: Redactor): Assessment {
  // Every property keeps its type: texts become texts, and only optional ones are taken out.
  return redactValue(assessment, '', redactor) as Assessment;
}

/** The name of a file without its folders, which may tell whose it is; its ending stays. */
function redactFile(file: string, pseudonyms: Pseudonyms): string {
  const ending = /\.[a-z]{1,10}$/i.exec(file)?.[0] ?? '';
  return `${pseudonyms.of('file', file)}${ending}`;
}

/**
 * The same names get the same words throughout. Stops after each assessment.
 * @param own Texts of rules and causes, which are left as they are.
 */
export function* redactStepwise(content: ReportContent, own: readonly OwnText[]): Generator<void, RedactedContent> {
  const pseudonyms = new Pseudonyms();
  const kept = yield* noteAll(content.assessments, pseudonyms);
  const ownTexts = new Set(own.flatMap(({ title, fix, meaning }) => [title, fix, meaning]));
  const redactor: Redactor = { pseudonyms, kept, ownTexts };
  const assessments: Assessment[] = [];
  for (const assessment of content.assessments) {
    assessments.push(redactAssessment(assessment, redactor));
    yield;
  }
  const places = new Map<string, ReportPlace>();
  for (const [index, assessment] of content.assessments.entries()) {
    const place = content.places.get(endpointKey(assessment.endpoint));
    const redacted = assessments[index];
    if (place === undefined || redacted === undefined) continue;
    places.set(endpointKey(redacted.endpoint), { ...place, file: redactFile(place.file, pseudonyms) });
  }
  const errors = content.errors.map(({ input, reason }): InputError => ({
    input: pseudonyms.of('input', input),
    // What stands in quotes is what was given; before a colon may stand a file's name.
    reason: redactText(reason.replace(/^[^"]{1,500}?: /, '').replace(/"[^"]*"/g, '"…"'), pseudonyms),
  }));
  return { assessments, errors, places, tokens: pseudonyms.tokens() };
}

/** All at once. */
export function redactContent(content: ReportContent, own: readonly OwnText[]): RedactedContent {
  return finishSteps(redactStepwise(content, own));
}

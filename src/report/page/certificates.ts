// The chain from the server's own certificate to the root, with validity on a common axis, and all that was read of each.

import type { Assessment } from '../../model/assessment.ts';
import type { Certificate, StoreVerification } from '../../model/certificate.ts';
import { drawSeverity } from '../drawing/verdictSign.ts';
import { describePeriod, drawValidity, periodOf, validityScale } from '../drawing/validity.ts';
import { decisiveStore } from '../../formats/decisiveStore.ts';
import { gapOf } from '../../formats/storeGap.ts';
import { certificatesOf, describeCertificate, describeHandshake, describeVerification, storeNames } from '../facts.ts';
import type { LabelledText } from '../facts.ts';
import { findingId } from './findings.ts';
import { drawing, heading, link, tag } from './markup.ts';
import type { Child, Html, Place } from './markup.ts';

/** Longer names stand whole among the details. */
const longestName = 120;

function cut(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName)}…` : text;
}

export function facts(rows: readonly LabelledText[]): Html {
  return tag(
    'dl',
    { class: 'facts' },
    ...rows.map(([label, text]) => tag('div', {}, tag('dt', {}, label), tag('dd', {}, text))),
  );
}

function nameOf({ commonNames, subject, alternativeNames }: Certificate): string {
  return cut(commonNames[0] ?? (subject === '' ? (alternativeNames[0]?.value ?? 'no subject') : subject));
}

/** The common name in an RFC 4514 string, for display; else the string. */
function shortName(name: string): string {
  return cut(/(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(name)?.[1] ?? name);
}

function roleOf(certificate: Certificate, index: number): string {
  if (index === 0) return "The server's own";
  return certificate.selfIssued ? 'Root, as sent' : 'Intermediate';
}

function decisive({ evidence }: Assessment): StoreVerification | undefined {
  return evidence.verification.status === 'known' ? decisiveStore(evidence.verification.value) : undefined;
}

/** Which of the stores asked know a root for this chain, where there are several. */
function storeList({ evidence }: Assessment): Html | undefined {
  const stores = evidence.verification.status === 'known' ? evidence.verification.value.stores : [];
  if (stores.length < 2) return undefined;
  const words = stores.map(({ store, trusted }) => `${trusted ? 'trusted' : 'not trusted'} by ${storeNames[store]}`);
  return tag('ul', { class: 'stores quiet' }, ...words.map((word) => tag('li', {}, word)));
}

function findingsOf(assessment: Assessment, index: number, place: Place): readonly Html[] {
  return assessment.findings.flatMap((finding, position) => {
    const isHere =
      finding.where.certificate === index ||
      (index === 0 && finding.rule.startsWith('certificate/') && finding.where.certificate === undefined);
    if (!isHere) return [];
    return [
      tag(
        'span',
        { class: `message message-${finding.severity}` },
        drawing(drawSeverity(finding.severity, 14)),
        link(finding.title, `#${findingId(place, position)}`),
      ),
    ];
  });
}

function joint(isLinked: boolean, reason: string): Html {
  return tag('li', { class: isLinked ? 'joint' : 'joint joint-missing' }, tag('span', {}, reason));
}

interface Axis {
  readonly scale: (time: number) => number;
  readonly now: number;
}

function validityOf(certificate: Certificate, { scale, now }: Axis): readonly Child[] {
  const period = periodOf(certificate);
  if (period === undefined) return [tag('p', { class: 'quiet' }, 'Its dates could not be read.')];
  return [
    drawing(drawValidity(period, scale, now)),
    tag(
      'p',
      { class: 'quiet' },
      `${certificate.notBefore.slice(0, 10)} to ${certificate.notAfter.slice(0, 10)}, `,
      tag('strong', {}, describePeriod(period, now)),
    ),
  ];
}

function card(certificate: Certificate, index: number, assessment: Assessment, place: Place, axis: Axis): Html {
  const { publicKey, signatureAlgorithm, pem } = certificate;
  const size = publicKey.curve ?? (publicKey.bits === undefined ? '' : `${publicKey.bits} bits`);
  const { verification } = assessment.evidence;
  const isNeeded = verification.status !== 'known' || !verification.value.superfluous.includes(index);
  return tag(
    'li',
    { class: 'card certificate', id: `${place.id}-certificate-${index + 1}` },
    tag('p', { class: 'role' }, `${index + 1} · ${roleOf(certificate, index)}`),
    heading(place.level + 1, {}, nameOf(certificate)),
    tag(
      'p',
      { class: 'quiet' },
      `${certificate.selfIssued ? 'issued by itself' : `issued by ${shortName(certificate.issuer)}`} · `,
      `${publicKey.type} ${size}`.trimEnd(),
      `, signed with ${signatureAlgorithm}`,
    ),
    isNeeded ? undefined : tag('p', { class: 'quiet' }, 'Not needed: no path to a root uses it.'),
    ...validityOf(certificate, axis),
    ...findingsOf(assessment, index, place),
    tag(
      'details',
      {},
      tag('summary', {}, 'All that was read'),
      facts(describeCertificate(certificate)),
      // A redacted one has no PEM text.
      pem === '' ? undefined : tag('pre', { class: 'pem', tabindex: '0' }, pem.trimEnd()),
    ),
  );
}

/** The root from the trust store, or why none was found. */
function chainEnd(assessment: Assessment): readonly Html[] {
  const store = decisive(assessment);
  const anchor = store?.path.find(({ certificate }) => certificate === -1);
  if (store !== undefined && anchor !== undefined) {
    return [
      joint(true, 'issued by'),
      tag(
        'li',
        { class: 'card certificate anchor' },
        tag('p', { class: 'role' }, `Root, from ${storeNames[store.store]}`),
        tag('p', { class: 'name' }, shortName(anchor.subject)),
        tag('p', { class: 'quiet' }, 'Not sent, and it need not be.'),
        storeList(assessment),
      ),
    ];
  }
  const missing = store === undefined ? undefined : gapOf(store);
  if (missing === undefined) return [];
  return [
    joint(false, missing.code === 'incomplete-chain' ? 'The issuer was not sent' : 'No trust store has this root'),
    tag(
      'li',
      { class: 'card certificate anchor' },
      tag('p', { class: 'name' }, 'No trusted root'),
      tag('p', { class: 'quiet' }, missing.text),
      storeList(assessment),
    ),
  ];
}

export function sessionSection({ evidence }: Assessment, place: Place): Html {
  return tag(
    'section',
    { class: 'session' },
    heading(place.level, {}, 'TLS session, trust and name'),
    facts([...describeHandshake(evidence.handshake), ...describeVerification(evidence.verification)]),
  );
}

export function certificatesSection(assessment: Assessment, place: Place): Html | undefined {
  const certificates = certificatesOf(assessment.evidence.certificates);
  if (certificates.length === 0) return undefined;
  const started = Date.parse(assessment.startedAt);
  const now = Number.isNaN(started) ? 0 : started;
  const periods = certificates.flatMap((certificate) => periodOf(certificate) ?? []);
  const axis: Axis = { scale: validityScale(periods, now), now };
  const items = certificates.flatMap((certificate, index): readonly Html[] => {
    const previous = certificates[index - 1];
    const isLinked = previous?.issuer === certificate.subject;
    return [
      ...(previous === undefined
        ? []
        : [joint(isLinked, isLinked ? 'issued by' : 'The next one did not issue this one')]),
      card(certificate, index, assessment, place, axis),
    ];
  });
  return tag(
    'section',
    { class: 'certificates' },
    heading(place.level, {}, 'Certificates, as sent'),
    tag('ol', { class: 'chain' }, ...items, ...chainEnd(assessment)),
    tag(
      'p',
      { class: 'quiet caption' },
      'Bars show the time of validity around the moment of the probe (the upright line), on a logarithmic scale.',
    ),
  );
}

// The chain as cards, from the server's own certificate to the root, joined where one issued the other.

import type { Assessment } from '../../src/model/assessment.ts';
import type { Certificate, StoreVerification } from '../../src/model/certificate.ts';
import { button, element, jumpTo } from './element.ts';
import type { Child } from './element.ts';
import { findingId, severityIcons } from './findings.ts';
import { icon } from './icons.ts';
import { validityBar } from './validity.ts';
import { periodOf, validityScale } from './validityScale.ts';

/** More are read and listed below, but not drawn. */
const maximumCards = 12;

function nameOf({ commonNames, subject, alternativeNames }: Certificate): string {
  return commonNames[0] ?? (subject === '' ? (alternativeNames[0]?.value ?? 'no subject') : subject);
}

/** The common name in an RFC 4514 string, for display; else the string. */
export function shortName(name: string): string {
  const match = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(name);
  return match?.[1] ?? name;
}

function roleOf(certificate: Certificate, index: number): string {
  if (index === 0) return "The server's own";
  return certificate.selfIssued ? 'Root, as sent' : 'Intermediate';
}

function keyText({ publicKey, signatureAlgorithm }: Certificate): string {
  const size = publicKey.curve ?? (publicKey.bits === undefined ? '' : `${publicKey.bits} bits`);
  return `${publicKey.type} ${size}`.trimEnd() + `, signed with ${signatureAlgorithm}`;
}

/** The result that decides: the store that trusts the chain, else the first one asked. */
function decisive(assessment: Assessment): StoreVerification | undefined {
  const { verification } = assessment.evidence;
  if (verification.status !== 'known') return undefined;
  return verification.value.stores.find(({ trusted }) => trusted) ?? verification.value.stores[0];
}

function findingsOf(assessment: Assessment, index: number): Child[] {
  return assessment.findings.flatMap((finding, position) => {
    const isHere =
      finding.where.certificate === index ||
      (index === 0 && finding.rule.startsWith('certificate/') && finding.where.certificate === undefined);
    if (!isHere) return [];
    const link = button(finding.title, () => jumpTo(findingId(position)), { class: 'link' });
    return [
      element('li', { class: `message message-${finding.severity}` }, icon(severityIcons[finding.severity], 14), link),
    ];
  });
}

function showDetails(index: number): void {
  const fold = document.getElementById(`certificate-details-${index}`);
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  jumpTo(fold.id);
}

/** A line between two cards; dashed, with its reason, where the link is missing. */
function joint(isLinked: boolean, reason: string): HTMLElement {
  return isLinked
    ? element('li', { class: 'joint' }, element('span', { class: 'spoken' }, 'issued by'))
    : element('li', { class: 'joint joint-missing' }, element('span', { class: 'joint-reason' }, reason));
}

export function chainView(assessment: Assessment, certificates: readonly Certificate[]): HTMLElement {
  const now = Date.parse(assessment.startedAt);
  const scale = validityScale(
    certificates.flatMap((one) => periodOf(one) ?? []),
    now,
  );
  const verification = assessment.evidence.verification;
  const superfluous = verification.status === 'known' ? verification.value.superfluous : [];
  const store = decisive(assessment);
  const items: HTMLElement[] = [];
  for (const [index, certificate] of certificates.slice(0, maximumCards).entries()) {
    const previous = certificates[index - 1];
    if (previous !== undefined) {
      items.push(joint(previous.issuer === certificate.subject, 'The next one did not issue this one'));
    }
    const findings = findingsOf(assessment, index);
    items.push(
      element(
        'li',
        { class: 'card certificate', id: `certificate-${index}` },
        element('p', { class: 'role' }, `${index + 1} · ${roleOf(certificate, index)}`),
        element('h3', {}, nameOf(certificate)),
        element(
          'p',
          { class: 'quiet' },
          certificate.selfIssued ? 'issued by itself' : `issued by ${shortName(certificate.issuer)}`,
        ),
        element('p', { class: 'quiet' }, keyText(certificate)),
        superfluous.includes(index)
          ? element('p', { class: 'badge' }, 'not needed: no path to a root uses it')
          : undefined,
        validityBar(certificate, scale, now),
        findings.length === 0 ? undefined : element('ul', { class: 'card-findings', role: 'list' }, ...findings),
        button('Details', () => showDetails(index), {
          class: 'link',
          'aria-label': `Details of certificate ${index + 1}`,
        }),
      ),
    );
  }
  items.push(...chainEnd(store, certificates));
  const caption =
    'Bars show the time of validity around the moment of the probe (the upright line), on a logarithmic scale.';
  return element(
    'div',
    { class: 'chain-box' },
    element('ol', { class: 'chain', role: 'list' }, ...items),
    element('p', { class: 'quiet caption' }, caption),
  );
}

/** The root from the trust store, or why none was found. */
function chainEnd(store: StoreVerification | undefined, certificates: readonly Certificate[]): readonly HTMLElement[] {
  if (store === undefined) return [];
  const anchor = store.path.find(({ certificate }) => certificate === -1);
  if (anchor !== undefined) {
    return [
      joint(true, ''),
      element(
        'li',
        { class: 'card certificate certificate-anchor' },
        element('p', { class: 'role' }, 'Root, from the trust store'),
        element('h3', {}, shortName(anchor.subject)),
        element('p', { class: 'quiet' }, 'Not sent, and it need not be.'),
      ),
    ];
  }
  const missing = store.defects.find(({ code }) => code === 'incomplete-chain' || code === 'untrusted-root');
  if (store.trusted || missing === undefined || certificates.length === 0) return [];
  const reason = missing.code === 'incomplete-chain' ? 'The issuer was not sent' : 'No trust store has this root';
  return [
    joint(false, reason),
    element(
      'li',
      { class: 'card certificate certificate-missing' },
      element('h3', {}, 'No trusted root'),
      element('p', { class: 'quiet' }, missing.text),
    ),
  ];
}

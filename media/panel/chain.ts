// The chain as cards, from the server's own certificate to the root, joined where one issued the other.

import type { Assessment } from '../../src/model/assessment.ts';
import type { Certificate, StoreVerification, Verification } from '../../src/model/certificate.ts';
import { certificateName, shortName } from './certificateName.ts';
import { button, element, jumpTo } from './element.ts';
import type { Child } from './element.ts';
import { severityIcons } from './findings.ts';
import { icon } from './icons.ts';
import { certificateId, findingId } from './ids.ts';
import { t } from './l10n.ts';
import type { PageState } from './state.ts';
import { detailsId } from './validity.ts';

/** More are read and listed below, but not drawn. */
const maximumCards = 12;

function roleOf(certificate: Certificate, index: number): string {
  if (index === 0) return t("The server's own");
  return certificate.selfIssued ? t('Root, as sent') : t('Intermediate');
}

function keyText({ publicKey, signatureAlgorithm }: Certificate): string {
  const size = publicKey.curve ?? (publicKey.bits === undefined ? '' : t('{0} bits', publicKey.bits));
  return t('{0}, signed with {1}', `${publicKey.type} ${size}`.trimEnd(), signatureAlgorithm);
}

/** The result that decides: of the given roots, else of a store that trusts the chain, else of the first one asked. */
export function decisive({ stores }: Verification): StoreVerification | undefined {
  return stores.find(({ store }) => store === 'given') ?? stores.find(({ trusted }) => trusted) ?? stores[0];
}

function isLacking({ trusted, defects }: StoreVerification): boolean {
  return !trusted && defects.some(({ code }) => code === 'untrusted-root' || code === 'incomplete-chain');
}

function findingsOf(assessment: Assessment, index: number): readonly Child[] {
  return assessment.findings.flatMap((finding, position) => {
    const isHere =
      finding.where.certificate === index ||
      (index === 0 && finding.rule.startsWith('certificate/') && finding.where.certificate === undefined);
    if (!isHere) return [];
    const link = button(finding.title, () => jumpTo(findingId(position)), { class: 'link' });
    const sign = finding.accepted === undefined ? severityIcons[finding.severity] : 'accepted';
    return [element('li', { class: `message message-${finding.severity}` }, icon(sign, 14), link)];
  });
}

/** A line between two cards; dashed, with its reason, where the link is missing. */
function joint(isLinked: boolean, reason: string): HTMLElement {
  return isLinked
    ? element('li', { class: 'joint' }, element('span', { class: 'spoken' }, t('issued by')))
    : element('li', { class: 'joint joint-missing' }, element('span', { class: 'joint-reason' }, reason));
}

/** Each trust store asked, with whether it knows a root for this chain. */
function badges({ stores }: Verification, names: readonly string[]): HTMLElement {
  const list = stores.map(({ trusted }, index) =>
    element(
      'li',
      { class: `badge ${trusted ? 'badge-yes' : 'badge-no'}` },
      icon(trusted ? 'sound' : 'broken', 14),
      names[index] ?? '',
      element('span', { class: 'spoken' }, trusted ? t(': trusted') : t(': not trusted')),
    ),
  );
  return element('ul', { class: 'badges', role: 'list', 'aria-label': t('Trust stores') }, ...list);
}

/** Where others complete the chain: stores that do not have its root. */
function lackingNotes(
  { stores }: Verification,
  decided: StoreVerification,
  names: readonly string[],
): readonly HTMLElement[] {
  if (!decided.trusted) return [];
  return stores.flatMap((store, index) =>
    isLacking(store) ? [element('p', { class: 'quiet' }, t('{0}: this root is not there.', names[index] ?? ''))] : [],
  );
}

function sentCard(certificate: Certificate, index: number, assessment: Assessment): HTMLElement {
  const { verification } = assessment.evidence;
  const isSuperfluous = verification.status === 'known' && verification.value.superfluous.includes(index);
  const findings = findingsOf(assessment, index);
  return element(
    'li',
    { class: 'card certificate', id: certificateId(index) },
    element('p', { class: 'role' }, `${index + 1} · ${roleOf(certificate, index)}`),
    element('h3', {}, certificateName(certificate)),
    element(
      'p',
      { class: 'quiet' },
      certificate.selfIssued ? t('issued by itself') : t('issued by {0}', shortName(certificate.issuer)),
    ),
    element('p', { class: 'quiet' }, keyText(certificate)),
    isSuperfluous ? element('p', { class: 'badge' }, t('not needed: no path to a root uses it')) : undefined,
    findings.length === 0 ? undefined : element('ul', { class: 'card-findings', role: 'list' }, ...findings),
    button(t('Details'), () => jumpTo(detailsId(index)), {
      class: 'link',
      'aria-label': t('Details of certificate {0}', index + 1),
    }),
  );
}

/** The root from the trust store, or why none was found; with the stores that were asked. */
function chainEnd(verification: Verification, names: readonly string[]): readonly HTMLElement[] {
  const store = decisive(verification);
  if (store === undefined) return [];
  const anchor = store.path.find(({ certificate }) => certificate === -1);
  if (anchor !== undefined) {
    return [
      joint(true, ''),
      element(
        'li',
        { class: 'card certificate certificate-anchor' },
        element('p', { class: 'role' }, t('Root, from {0}', names[verification.stores.indexOf(store)] ?? '')),
        element('h3', {}, shortName(anchor.subject)),
        element('p', { class: 'quiet' }, t('Not sent, and it need not be.')),
        ...lackingNotes(verification, store, names),
        badges(verification, names),
      ),
    ];
  }
  const missing = store.defects.find(({ code }) => code === 'incomplete-chain' || code === 'untrusted-root');
  // A root that was sent is the end itself: it carries the stores.
  if (store.trusted || missing === undefined) return [];
  const reason = missing.code === 'incomplete-chain' ? t('The issuer was not sent') : t('No trust store has this root');
  return [
    joint(false, reason),
    element(
      'li',
      { class: 'card certificate certificate-missing' },
      element('p', { class: 'role' }, t('Root')),
      element('h3', {}, t('No trusted root')),
      element('p', { class: 'quiet' }, missing.text),
      badges(verification, names),
    ),
  ];
}

export function chainView(assessment: Assessment, certificates: readonly Certificate[], state: PageState): HTMLElement {
  const { verification } = assessment.evidence;
  const names = state.words.stores;
  const items: HTMLElement[] = [];
  for (const [index, certificate] of certificates.slice(0, maximumCards).entries()) {
    const previous = certificates[index - 1];
    if (previous !== undefined) {
      items.push(joint(previous.issuer === certificate.subject, t('The next one did not issue this one')));
    }
    items.push(sentCard(certificate, index, assessment));
  }
  if (verification.status === 'known' && certificates.length > 0) {
    const end = chainEnd(verification.value, names);
    if (end.length === 0) items.at(-1)?.querySelector('h3')?.after(badges(verification.value, names));
    items.push(...end);
  }
  return element('ol', { class: 'chain', role: 'list' }, ...items);
}

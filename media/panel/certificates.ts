// The certificates: names expected and presented, what each trust store says, the chain from leaf to root.

import type { Assessment } from '../../src/model/assessment.ts';
import type { NameCheck, Verification } from '../../src/model/certificate.ts';
import { chainView } from './chain.ts';
import { button, element, factList, section } from './element.ts';
import { icon } from './icons.ts';
import type { Intent, PageState } from './state.ts';

const longestNameList = 12;

function nameBox(check: NameCheck): HTMLElement {
  const presented = check.presented.slice(0, longestNameList).map((name) => {
    const isMatch = name === check.matchedBy;
    return element(
      'li',
      isMatch ? { class: 'is-match' } : {},
      name,
      isMatch ? element('span', { class: 'spoken' }, ' (matches)') : undefined,
    );
  });
  const more = check.presented.length - longestNameList;
  if (more > 0) presented.push(element('li', {}, `and ${more} more, in the details`));
  if (presented.length === 0) presented.push(element('li', {}, 'none'));
  const verdict = check.matches
    ? 'The name expected is among them.'
    : check.onlyCommonName
      ? 'Only the common name has it, and that does not count (RFC 9525).'
      : 'The name expected is not among them.';
  return element(
    'div',
    { class: 'card names' },
    element('h3', {}, icon(check.matches ? 'sound' : 'broken'), 'Name'),
    element(
      'div',
      { class: 'names-pair' },
      element('div', {}, element('h4', {}, 'Expected'), element('p', { class: 'mono' }, check.expected)),
      element(
        'div',
        {},
        element('h4', {}, 'In the certificate'),
        element('ul', { class: 'mono', role: 'list' }, ...presented),
      ),
    ),
    element('p', { class: 'quiet' }, verdict),
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function trustBox(verification: Verification, texts: readonly (readonly [string, string])[]): HTMLElement {
  const stores = verification.stores.map(({ trusted, defects }, index) => {
    const reasons = trusted ? [] : defects.slice(0, 12).map(({ text }) => element('li', {}, text));
    return element(
      'li',
      {},
      element('p', { class: 'store' }, icon(trusted ? 'sound' : 'broken'), capitalised(texts[index]?.[1] ?? '')),
      reasons.length === 0 ? undefined : element('ul', { class: 'defects' }, ...reasons),
    );
  });
  const isTrusted = verification.stores.some(({ trusted }) => trusted);
  return element(
    'div',
    { class: 'card trust' },
    element('h3', {}, icon(isTrusted ? 'sound' : 'broken'), 'Trust'),
    element('ul', { class: 'stores', role: 'list' }, ...stores),
  );
}

function details(assessment: Assessment, state: PageState, send: (intent: Intent) => void): readonly HTMLElement[] {
  const { certificates } = assessment.evidence;
  if (certificates.status !== 'known') return [];
  return certificates.value.certificates.map((certificate, index) => {
    const name = certificate.commonNames[0] ?? certificate.subject;
    const copy = button('Copy PEM', () => send({ kind: 'copy-certificate', certificate: index }), {
      class: 'small',
      'aria-label': `Copy certificate ${index + 1} as PEM`,
    });
    return element(
      'details',
      { id: `certificate-details-${index}` },
      element('summary', {}, `Certificate ${index + 1}: ${name === '' ? 'no subject' : name}`),
      factList(state.words.certificates[index] ?? []),
      copy,
    );
  });
}

function content(assessment: Assessment, state: PageState, send: (intent: Intent) => void): readonly HTMLElement[] {
  const { certificates, verification } = assessment.evidence;
  if (certificates.status === 'skipped') return [element('p', { class: 'quiet' }, certificates.reason)];
  if (certificates.status === 'failed') {
    return [element('p', { class: 'quiet' }, `The certificates could not be learnt: ${certificates.failure.detail}`)];
  }
  const boxes =
    verification.status === 'known'
      ? [nameBox(verification.value.name), trustBox(verification.value, state.words.verification)]
      : [];
  return [
    element('div', { class: 'boxes' }, ...boxes),
    chainView(assessment, certificates.value.certificates),
    element('div', { class: 'fold-outs' }, ...details(assessment, state, send)),
  ];
}

export interface CertificatesView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}

export function openCertificates(send: (intent: Intent) => void): CertificatesView {
  const { root, heading, body } = section('certificates', 'Certificates');
  const aside = element('span', { class: 'aside' });
  heading.append(aside);
  let shown: PageState | undefined;
  return {
    root,
    render: (state) => {
      if (shown?.assessment === state.assessment && shown?.isRunning === state.isRunning) return;
      const isNew = shown === undefined || shown.assessment !== state.assessment || state.assessment === undefined;
      shown = state;
      const { assessment, isRunning } = state;
      root.classList.toggle('is-old', isRunning && assessment !== undefined);
      if (!isNew) return;
      const chain = assessment?.evidence.certificates;
      const count = chain?.status === 'known' ? chain.value.certificates.length : 0;
      aside.textContent = count === 0 ? '' : `${count} as sent, the server's own first`;
      const waiting = isRunning ? 'Waiting for the certificates.' : 'Nothing has been probed yet.';
      const parts =
        assessment === undefined ? [element('p', { class: 'quiet' }, waiting)] : content(assessment, state, send);
      body.replaceChildren(...parts);
    },
  };
}

// The certificates: names expected and presented, what each trust store says, the chain from leaf to root.

import type { Assessment } from '../../src/model/assessment.ts';
import type { NameCheck, Verification } from '../../src/model/certificate.ts';
import { chainView, decisive } from './chain.ts';
import type { PageContext, View } from './context.ts';
import { button, element, redraw, section } from './element.ts';
import { icon } from './icons.ts';
import { t } from './l10n.ts';
import type { PageState } from './state.ts';
import { validityRows } from './validity.ts';

const longestNameList = 8;

function nameVerdict(check: NameCheck): string {
  if (check.matches) return t('The name expected is among them.');
  return check.onlyCommonName
    ? t('Only the common name has it, and that does not count (RFC 9525).')
    : t('The name expected is not among them.');
}

function nameBox(check: NameCheck): HTMLElement {
  // The name that matched is never among those left out.
  const sorted = [...check.presented].sort(
    (one, other) => Number(other === check.matchedBy) - Number(one === check.matchedBy),
  );
  const presented = sorted.slice(0, longestNameList).map((name) => {
    const isMatch = name === check.matchedBy;
    const spoken = isMatch ? element('span', { class: 'spoken' }, t(' (matches)')) : undefined;
    return element('li', isMatch ? { class: 'is-match' } : {}, name, spoken);
  });
  const more = check.presented.length - longestNameList;
  if (more > 0) presented.push(element('li', { class: 'quiet' }, t('and {0} more, in the details', more)));
  if (presented.length === 0) presented.push(element('li', {}, t('none')));
  return element(
    'div',
    { class: 'names' },
    icon(check.matches ? 'sound' : 'broken'),
    element('h3', {}, t('Name')),
    element('p', {}, nameVerdict(check)),
    element(
      'div',
      { class: 'names-pair' },
      element('div', {}, element('h4', {}, t('Expected')), element('p', { class: 'mono' }, check.expected)),
      element(
        'div',
        {},
        element('h4', {}, t('In the certificate')),
        element('ul', { class: 'mono', role: 'list' }, ...presented),
      ),
    ),
  );
}

/** @param names Of the stores. */
function trustBox(verification: Verification, names: readonly string[]): HTMLElement {
  const { stores } = verification;
  const isTrusted = decisive(verification)?.trusted === true;
  const said = stores.map(({ trusted, defects }, index) => {
    const reasons = trusted ? [] : defects.slice(0, longestNameList).map(({ text }) => element('li', {}, text));
    return element(
      'li',
      { class: 'store' },
      trusted ? t('Trusted by {0}', names[index] ?? '') : t('Not trusted by {0}', names[index] ?? ''),
      reasons.length === 0 ? undefined : element('ul', { class: 'defects' }, ...reasons),
    );
  });
  return element(
    'div',
    { class: 'trust' },
    icon(isTrusted ? 'sound' : 'broken'),
    element('h3', {}, t('Trust')),
    element('ul', { class: 'stores', role: 'list' }, ...said),
  );
}

function content(assessment: Assessment, state: PageState, context: PageContext): readonly HTMLElement[] {
  const { certificates, verification } = assessment.evidence;
  if (certificates.status === 'skipped') return [element('p', { class: 'quiet' }, certificates.reason)];
  if (certificates.status === 'failed') {
    const text = t('The certificates could not be learnt: {0}', certificates.failure.detail);
    return [element('p', { class: 'quiet' }, text)];
  }
  const chain = certificates.value.certificates;
  const boxes =
    verification.status === 'known'
      ? [nameBox(verification.value.name), trustBox(verification.value, state.words.stores)]
      : [];
  const caption = t(
    'Bars show the time of validity around the moment of the probe (the upright line), on a logarithmic scale.',
  );
  return [
    element('div', { class: 'boxes' }, ...boxes),
    chainView(assessment, chain, state),
    validityRows(assessment, chain, state, context),
    element('p', { class: 'quiet caption' }, caption),
  ];
}

export function openCertificates(context: PageContext): View {
  const { root, heading, body } = section('certificates', t('Certificates'));
  const aside = element('span', { class: 'aside' });
  const save = button(t('Save chain…'), () => context.send({ kind: 'save-chain' }), { class: 'small' });
  heading.append(aside, element('span', { class: 'tools' }, save));
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
      aside.textContent = count === 0 ? '' : t("{0} as sent, the server's own first", count);
      save.hidden = count === 0;
      const waiting = isRunning ? t('Waiting for the certificates.') : t('Nothing has been probed yet.');
      redraw(root, () =>
        body.replaceChildren(
          ...(assessment === undefined
            ? [element('p', { class: 'quiet' }, waiting)]
            : content(assessment, state, context)),
        ),
      );
    },
  };
}

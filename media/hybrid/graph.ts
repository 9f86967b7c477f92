// The four connectors, two a side, with the two legs between them: which mail goes where, and how sure its TLS is.

import { button, element, svg } from '../panel/element.ts';
import { icon } from '../panel/icons.ts';
import type { IconName } from '../panel/icons.ts';
import { t } from '../panel/l10n.ts';
import type { HybridArrow, HybridIntent, HybridNode } from './state.ts';

type Send = (intent: HybridIntent) => void;

const icons: Readonly<Record<HybridNode['state'], IconName>> = {
  sound: 'sound',
  weak: 'weak',
  broken: 'broken',
  missing: 'broken',
  unknown: 'inconclusive',
};

function nodeCard(node: HybridNode, index: number, send: Send): HTMLElement {
  const { kind, title, identity, state, word, lines, hasPlace } = node;
  const name =
    identity === undefined
      ? undefined
      : hasPlace
        ? button(identity, () => send({ kind: 'open-node', node: index }), { class: 'link' })
        : element('span', {}, identity);
  return element(
    'div',
    { class: `node node-${state} node-${kind}` },
    element(
      'p',
      { class: 'aside' },
      kind === 'send' || kind === 'receive' ? t('Exchange Server, on-premises') : t('Exchange Online'),
    ),
    element('h3', {}, icon(icons[state]), ` ${title}: `, element('span', { class: 'severity-word' }, word)),
    name === undefined ? undefined : element('p', {}, name),
    lines.length === 0 ? undefined : element('ul', { class: 'mono' }, ...lines.map((line) => element('li', {}, line))),
  );
}

const arrowIcons: Readonly<Record<HybridArrow['tls'], IconName>> = {
  verified: 'sound',
  unverified: 'weak',
  none: 'broken',
  unknown: 'inconclusive',
};

/** Solid where TLS is verified, dashed where it is not, dotted where nothing is known: never by colour alone. */
function arrowLine({ tls, name }: HybridArrow): SVGSVGElement {
  const isRight = name === 'to-cloud';
  const head = isRight ? 'M88 4L96 10L88 16' : 'M12 4L4 10L12 16';
  return svg(
    'svg',
    { class: `arrow arrow-${tls}`, viewBox: '0 0 100 20', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { class: 'shaft', d: 'M4 10H96' }),
    svg('path', { d: head }),
  );
}

function arrowBox(arrow: HybridArrow, index: number, send: Send): HTMLElement {
  const { label, tls, host } = arrow;
  return element(
    'div',
    { class: `leg leg-${arrow.name}` },
    arrowLine(arrow),
    element('p', {}, icon(arrowIcons[tls]), ` ${label}`),
    host === undefined
      ? undefined
      : button(t('Probe {0}', host), () => send({ kind: 'open-leg', leg: index }), { class: 'link' }),
  );
}

export function drawGraph(nodes: readonly HybridNode[], arrows: readonly HybridArrow[], send: Send): HTMLElement {
  const [sending, inbound, receiving, outbound] = nodes.map((node, index) => nodeCard(node, index, send));
  const [toCloud, toOnPremises] = arrows.map((arrow, index) => arrowBox(arrow, index, send));
  return element(
    'div',
    { class: 'pair' },
    element('h3', { class: 'side' }, t('Exchange Server, on-premises')),
    element('h3', { class: 'side side-cloud' }, t('Exchange Online')),
    sending,
    toCloud,
    inbound,
    receiving,
    toOnPremises,
    outbound,
  );
}

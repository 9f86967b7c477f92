// The diagnosis of a hybrid deployment as one HTML file that needs no script and no network.

import type { HybridDiagnosis, HybridFinding } from '../../model/hybrid.ts';
import { drawVerdict } from '../drawing/verdictSign.ts';
import { contentPolicy } from '../html.ts';
import { drawing, link, tag } from '../page/markup.ts';
import type { Html } from '../page/markup.ts';
import { pageStyle } from '../page/style.ts';
import { severityWords, verdictWords } from '../words.ts';
import { formatPlace, sectionsOf, sideWords } from './sections.ts';

function findingCard({ check, severity, title, text, meaning, fix, citation, place, repairs }: HybridFinding): Html {
  return tag(
    'article',
    { class: 'card' },
    tag('h3', {}, `${severityWords[severity]}: ${title}`),
    tag('p', {}, text),
    tag('p', { class: 'quiet' }, meaning),
    tag('p', {}, fix),
    ...repairs.flatMap(({ side, command, reason }) => [
      tag('p', { class: 'label' }, `${sideWords[side]}: ${reason}`),
      tag('pre', {}, tag('code', {}, command)),
    ]),
    tag(
      'p',
      { class: 'role' },
      `${check}${place === undefined ? '' : `, ${formatPlace(place)}`}. `,
      link(citation.text, citation.url),
    ),
  );
}

/** Wide commands scroll by themselves, and findings keep their distance. */
const ownStyle =
  'pre{overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}.card>*+*{margin-top:8px}.card+.card{margin-top:16px}li ul{padding-left:24px}';

export function formatHybridHtml(diagnosis: HybridDiagnosis, version: string): string {
  const { verdict, summary, findings, startedAt } = diagnosis;
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    tag('title', {}, `${verdictWords[verdict]}: hybrid mail flow`).html,
    `<style>${pageStyle}${ownStyle}</style>`,
  ];
  const body = tag(
    'main',
    { class: `result result-${verdict}` },
    tag(
      'h1',
      { class: 'verdict' },
      drawing(drawVerdict(verdict, 28)),
      tag('span', { class: 'word' }, `${verdictWords[verdict]}: `),
      'hybrid mail flow',
    ),
    tag('p', { class: 'summary' }, summary),
    tag('p', { class: 'role' }, `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`),
    findings.length === 0
      ? undefined
      : tag('section', {}, tag('h2', {}, 'What is wrong, and what to do'), ...findings.map(findingCard)),
    ...sectionsOf(diagnosis).map(({ title, items }) =>
      tag(
        'section',
        {},
        tag('h2', {}, title),
        tag(
          'ul',
          {},
          ...items.map(({ text, details }) =>
            tag(
              'li',
              {},
              text,
              details.length === 0 ? undefined : tag('ul', {}, ...details.map((detail) => tag('li', {}, detail))),
            ),
          ),
        ),
      ),
    ),
  );
  const footer = tag('footer', {}, `SMTP TLS Probe ${version}. A probe sends no mail.`);
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.html}\n${footer.html}\n</body>\n</html>\n`;
}

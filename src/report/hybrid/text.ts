// The diagnosis of a hybrid deployment for a terminal: the verdict first, then findings with their repairs, then the rest.

import type { HybridDiagnosis, HybridFinding } from '../../model/hybrid.ts';
import { paint, severityStyles, verdictStyles, wrapText } from '../text.ts';
import type { TextOptions } from '../text.ts';
import { severityWords, verdictSigns, verdictWords } from '../words.ts';
import { formatPlace, sectionsOf, sideWords } from './sections.ts';

function formatFinding(finding: HybridFinding, options: TextOptions): readonly string[] {
  const { check, severity, title, text, meaning, fix, citation, place, repairs } = finding;
  const word = paint(severityWords[severity], severityStyles[severity], options);
  const where = paint(`${check}${place === undefined ? '' : `  ${formatPlace(place)}`}`, 'dim', options);
  return [
    '',
    `  ${word}: ${paint(title, 'bold', options)}  ${where}`,
    ...wrapText(text, options.width, '    '),
    ...wrapText(meaning, options.width, '    '),
    ...wrapText(`Fix: ${fix}`, options.width, '    ', '      '),
    ...repairs.flatMap(({ side, command, reason }) => [
      ...wrapText(`${sideWords[side]}: ${reason}`, options.width, '      ', '        '),
      // Commands are never broken: a line that was wrapped cannot be copied.
      ...command.split('\n').map((line) => `        ${line}`),
    ]),
    `    ${paint(`${citation.text}  ${citation.url}`, 'dim', options)}`,
  ];
}

/** Without a line end at its end. */
export function formatHybridText(diagnosis: HybridDiagnosis, options: TextOptions): string {
  const { verdict, summary, findings } = diagnosis;
  const word = paint(`${verdictSigns[verdict]} ${verdictWords[verdict]}`, verdictStyles[verdict], options);
  return [
    `${word}  ${paint('hybrid mail flow', 'bold', options)}`,
    ...wrapText(summary, options.width, '  '),
    ...findings.flatMap((finding) => formatFinding(finding, options)),
    ...sectionsOf(diagnosis).flatMap(({ title, items }) => [
      '',
      `  ${paint(title, 'bold', options)}`,
      ...items.flatMap(({ text, details }) => [
        ...wrapText(text, options.width, '    ', '      '),
        ...details.flatMap((detail) => wrapText(detail, options.width, '      ', '        ')),
      ]),
    ]),
  ].join('\n');
}

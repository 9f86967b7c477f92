// The report on files that were looked through for anti-fixes: text for a terminal, JSON, SARIF 2.1.0.

import type { AntiFixPlace, AntiFixText, CheckedFile, CheckFormat, CheckReport } from '../model/antiFix.ts';
import { formatDocument } from './json.ts';
import { printableText } from '../formats/printable.ts';
import { artifactUri } from './sarif.ts';
import { wrapText } from './text.ts';

function shownName(file: string): string {
  return printableText(file === '-' ? 'standard input' : file, 300);
}

/** What is marked, on one line and no longer than a glance. */
function shownValue({ text }: AntiFixPlace): string {
  return printableText(text, 80);
}

function formatFinding(file: string, place: AntiFixPlace, width: number): readonly string[] {
  const { id, severity, title, effect, alternative, rules, citation } = place.antiFix;
  const value = place.length === 0 ? '' : ` (${shownValue(place)})`;
  return [
    `${shownName(file)}:${place.line + 1}:${place.column + 1}: ${severity}: ${title}${value} [${id}]`,
    ...wrapText(effect, width, '  '),
    ...wrapText(`Instead: ${alternative}`, width, '  '),
    ...wrapText(`Root cause: look at ${rules.join(', ')} (--explain RULE).`, width, '  '),
    ...wrapText(`Source: ${citation.text}, ${citation.url}`, width, '  '),
    '',
  ];
}

function count(files: readonly CheckedFile[], severity: AntiFixText['severity']): number {
  return files.flatMap(({ findings }) => findings).filter(({ antiFix }) => antiFix.severity === severity).length;
}

function plural(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function formatText({ files, errors }: CheckReport, width: number): string {
  const partly = files.flatMap(({ file, unread }) => (unread === undefined ? [] : [{ file, reason: unread }]));
  const counts = [
    plural(count(files, 'error'), 'error', 'errors'),
    plural(count(files, 'warning'), 'warning', 'warnings'),
    plural(count(files, 'note'), 'note', 'notes'),
  ];
  const lines = [
    ...files.flatMap(({ file, findings }) => findings.flatMap((place) => formatFinding(file, place, width))),
    ...[...errors, ...partly].map(({ file, reason }) => `${shownName(file)}: could not be checked: ${reason}.`),
    `${plural(files.length, 'file', 'files')} checked: ${counts.join(', ')}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function formatJson({ files, errors }: CheckReport): string {
  return formatDocument('smtp-tls-check', {
    files: files.map(({ file, findings, unread }) => ({
      file,
      ...(unread === undefined ? {} : { unread }),
      findings: findings.map(({ antiFix, line, column, text }) => ({
        id: antiFix.id,
        severity: antiFix.severity,
        line: line + 1,
        column: column + 1,
        text,
        title: antiFix.title,
        effect: antiFix.effect,
        alternative: antiFix.alternative,
        rules: antiFix.rules,
        citation: antiFix.citation,
      })),
    })),
    ...(errors.length === 0 ? {} : { errors }),
  });
}

function formatSarif({ files, errors, version }: CheckReport): string {
  const found = [
    ...new Map(files.flatMap(({ findings }) => findings.map((one) => [one.antiFix.id, one.antiFix]))).values(),
  ];
  const partly = files.flatMap(({ file, unread }) => (unread === undefined ? [] : [{ file, reason: unread }]));
  const location = (file: string): object => ({ artifactLocation: { uri: artifactUri(file) } });
  const run = {
    tool: {
      driver: {
        name: 'SMTP TLS Probe',
        version,
        rules: found.map(({ id, title, effect, alternative, severity, citation }) => ({
          id,
          shortDescription: { text: `${title}.` },
          fullDescription: { text: effect },
          help: { text: `${effect}\n\n${alternative}\n\nSource: ${citation.text}, ${citation.url}` },
          helpUri: citation.url,
          defaultConfiguration: { level: severity },
        })),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [...errors, ...partly].map(({ file, reason }) => ({
          level: 'warning',
          message: { text: `Could not be checked: ${reason}.` },
          locations: [{ physicalLocation: location(file) }],
        })),
      },
    ],
    results: files.flatMap(({ file, findings }) =>
      findings.map(({ antiFix, line, column, length }) => ({
        ruleId: antiFix.id,
        ruleIndex: found.findIndex(({ id }) => id === antiFix.id),
        level: antiFix.severity,
        message: { text: `${antiFix.title}. ${antiFix.effect}\n\n${antiFix.alternative}` },
        locations: [
          {
            physicalLocation: {
              ...location(file),
              region: {
                startLine: line + 1,
                startColumn: column + 1,
                endLine: line + 1,
                endColumn: column + 1 + length,
              },
            },
          },
        ],
      })),
    ),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** @param width Columns of the text. */
export function formatCheckReport(report: CheckReport, format: CheckFormat, width: number): string {
  switch (format) {
    case 'text':
      return formatText(report, width);
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report);
  }
}

// The registry of report formats: one file each, for the command line and the extension alike.

import { csv } from './csv.ts';
import { html } from './html.ts';
import { json, ndjson } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { ReportFormat } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** In the order in which a person is offered them. */
export const reportFormats: readonly ReportFormat[] = [html, markdown, text, csv, json, ndjson, sarif, junit];

export function findReportFormat(id: string): ReportFormat | undefined {
  return reportFormats.find((format) => format.id === id);
}

// What each report format is good for, in the person's language.

import type { ReportFormatId } from '../report/report.ts';
import { t } from './l10n.ts';

export function describeReportFormat(id: ReportFormatId): string {
  switch (id) {
    case 'html':
      return t('To read, to print and to hand to another team: one file with the drawings.');
    case 'markdown':
      return t('For a ticket or a mail to another team.');
    case 'text':
      return t('As on a terminal, with transcript and certificates.');
    case 'csv':
      return t('For a spreadsheet: one row for each finding.');
    case 'json':
      return t('For programs: one document with everything that was learnt. It can be judged again.');
    case 'ndjson':
      return t('For programs that read line by line: one result a line. It can be judged again.');
    case 'sarif':
      return t('For code scanning and for viewers of findings: SARIF 2.1.0.');
    case 'junit':
      return t('For build servers: each rule is a test. What could not be checked or was accepted is skipped.');
  }
}

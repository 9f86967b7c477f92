// The formats of a report on a hybrid deployment.

import type { HybridDiagnosis } from '../../model/hybrid.ts';
import { formatDocument } from '../json.ts';
import type { TextOptions } from '../text.ts';
import type { HybridFormat } from './formats.ts';
import { formatHybridHtml } from './html.ts';
import { formatHybridMarkdown } from './markdown.ts';
import { formatHybridText } from './text.ts';

/** With a line end at its end. */
export function formatHybridReport(
  diagnosis: HybridDiagnosis,
  format: HybridFormat,
  version: string,
  text: TextOptions,
): string {
  switch (format) {
    case 'text':
      return `${formatHybridText(diagnosis, text)}\n`;
    case 'markdown':
      return formatHybridMarkdown(diagnosis);
    case 'html':
      return formatHybridHtml(diagnosis, version);
    case 'json':
      return formatDocument('smtp-tls-hybrid', diagnosis);
  }
}

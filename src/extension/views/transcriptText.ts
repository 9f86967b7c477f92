// The transcript as a text document: line n of the document is line n of the transcript.

import type { EndpointState } from '../../engine/store.ts';
import type { Finding } from '../../model/finding.ts';
import type { TranscriptLine } from '../../model/transcript.ts';
import { formatTranscriptLine } from '../../report/transcriptLine.ts';

/** Zero-based, as editors count. */
export interface TextSpan {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** For an endpoint of which nothing was recorded. */
const emptyTranscript = 'Nothing was said: the probe has not begun, or it ended before its first step.';

export function formatTranscript(state: EndpointState): string {
  return state.lines.length === 0 ? `${emptyTranscript}\n` : `${state.lines.map(formatTranscriptLine).join('\n')}\n`;
}

/** The text of a line behind its number, time and mark. */
function spanOf(line: TranscriptLine): TextSpan {
  const start = formatTranscriptLine({ ...line, text: '', ending: 'crlf' }).length;
  return { line: line.number - 1, start, end: Math.max(start + 1, formatTranscriptLine(line).length) };
}

/** Where a finding is seen: its line, for a certificate the end of the handshake, else the first line. */
export function findingSpan(state: EndpointState, finding: Finding): TextSpan {
  const { line: number, certificate } = finding.where;
  const handshake = state.assessment?.evidence.handshake;
  const shown = number ?? (certificate !== undefined && handshake?.status === 'known' ? handshake.value.line : 1);
  const line = state.lines[shown - 1] ?? state.lines[0];
  return line === undefined ? { line: 0, start: 0, end: emptyTranscript.length } : spanOf(line);
}

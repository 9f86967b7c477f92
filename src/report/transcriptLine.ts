// One line of a transcript as text.

import type { TranscriptLine } from '../model/transcript.ts';

const speakerMarks: Readonly<Record<TranscriptLine['speaker'], string>> = { server: 'S', client: 'C', probe: '*' };

/** `  12    31.2 ms S  250 STARTTLS` */
export function formatTranscriptLine(line: TranscriptLine): string {
  const number = String(line.number).padStart(4);
  const at = line.at.toFixed(1).padStart(9);
  const ending =
    line.ending === 'lf' ? ' [LF only]' : line.ending === 'none' && line.speaker === 'server' ? ' [no line end]' : '';
  return `${number} ${at} ms ${speakerMarks[line.speaker]}${line.encrypted ? '|' : ' '} ${line.text}${ending}`;
}

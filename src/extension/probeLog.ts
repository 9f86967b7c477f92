// What the log says of a result: one line for everybody, more for who asks for more, never without an end.

import type { Assessment } from '../model/assessment.ts';

/** A server may answer with a thousand lines, and a fleet has thousands of servers. */
const mostLines = 200;
const mostFindings = 30;

function bounded(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `(${lines.length - most} more)`];
}

/** Level info: the verdict, why, and by what it was found. */
export function resultLine({ verdict, summary, durationMs, vantage }: Assessment): string {
  const { library, version } = vantage.engine;
  return `${verdict}. ${summary} ${Math.round(durationMs)} ms, ${library} ${version}`;
}

/** Level debug: where the time went, the session that came about, every finding. */
export function resultDetails({ stages, evidence, findings, unchecked }: Assessment): readonly string[] {
  const { connection, handshake } = evidence;
  const times = stages.map(({ phase, status, durationMs }) => `${phase} ${status} ${Math.round(durationMs)} ms`);
  return [
    ...(connection.status === 'known' ? [`connected to ${connection.value.remote.address}`] : []),
    times.join(', '),
    ...(handshake.status === 'known' ? [`${handshake.value.version}, ${handshake.value.cipherSuite.name}`] : []),
    ...bounded(
      findings.map(({ rule, severity, text }) => `${severity} ${rule}: ${text}`),
      mostFindings,
    ),
    ...(unchecked.length === 0 ? [] : [`not checked: ${unchecked.map(({ rule }) => rule).join(', ')}`]),
  ].filter((line) => line !== '');
}

/** Level trace: what was said. */
export function resultTranscript({ transcript }: Assessment): readonly string[] {
  return bounded(
    transcript.map(({ number, speaker, text }) => `${number} ${speaker}: ${text}`),
    mostLines,
  );
}

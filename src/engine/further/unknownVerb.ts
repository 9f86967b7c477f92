// A verb that no server knows, in a connection of its own: a mail server says 500, some very old firewalls say OK.

import type { FurtherTest } from '../../model/furtherTest.ts';
import type { Transcript } from '../../model/transcript.ts';
import { echoesMaskedCommand } from '../../formats/maskedSmtp.ts';
import { unknownVerb } from '../../probe/dialogue.ts';
import { leftOut, sameAddress, wasCutShort } from './series.ts';
import type { Series } from './series.ts';

const longestReply = 300;

/** The lines that answer a command, to the last of the reply (RFC 5321 section 4.2.1); empty where none came. */
function answerTo(command: string, transcript: Transcript): readonly string[] {
  const from = transcript.findIndex(({ speaker, text }) => speaker === 'client' && text === command);
  if (from === -1) return [];
  const lines: string[] = [];
  for (const { speaker, text } of transcript.slice(from + 1)) {
    if (speaker === 'client') break;
    if (speaker !== 'server' || !/^[2-5]\d\d/.test(text)) continue;
    lines.push(text);
    if (text[3] !== '-') break;
  }
  return lines;
}

function outcomeOf(lines: readonly string[]): Extract<FurtherTest, { kind: 'unknown-verb' }>['outcome'] {
  const [first = ''] = lines;
  if (echoesMaskedCommand(lines.join(' '))) return 'rewritten';
  if (first.startsWith('2')) return 'accepted';
  return first.startsWith('5') ? 'refused' : 'unknown';
}

export async function testUnknownVerb(series: Series): Promise<FurtherTest> {
  const { result, options } = series;
  const out = (reason: string): FurtherTest => leftOut(series, 'unknown-verb', reason);
  if (result.endpoint.tlsMode === 'implicit') {
    return out('The connection is TLS from its first byte: nothing on the way can read a verb, or answer it.');
  }
  const stopped = series.whyStopped();
  if (stopped !== undefined) return out(stopped);
  const at = series.time();
  const probed = await series.probe(result.endpoint, { ...options, ...sameAddress(series), saysUnknownVerb: true });
  if (wasCutShort(probed)) return out(series.whyEnded() ?? 'It was cancelled.');
  const lines = answerTo(unknownVerb, probed.transcript);
  const reply = lines.join(' / ');
  return {
    kind: 'unknown-verb',
    at,
    outcome: outcomeOf(lines),
    ...(reply === '' ? {} : { reply: reply.length > longestReply ? `${reply.slice(0, longestReply)}…` : reply }),
    ...(probed.ending === undefined ? {} : { ending: probed.ending }),
  };
}

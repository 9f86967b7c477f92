// Another mail server on the same port: does this network let the port out at all?

import type { FurtherTest } from '../../model/furtherTest.ts';
import type { FailureCode } from '../../model/failure.ts';
import type { ProbeOptions } from '../../model/options.ts';
import { formatReply } from '../../formats/smtpReply.ts';
import { tlsModeFor } from '../../formats/targetText.ts';
import { leftOut, wasCutShort } from './series.ts';
import type { Series } from './series.ts';

/** Nothing came back from the host itself. */
const notReached: ReadonlySet<FailureCode> = new Set([
  'connection-refused',
  'connection-timeout',
  'network-unreachable',
]);

/** What the control host is told of us: no name of another server, no certificate, no demand. */
function strangersOptions({ ehloName, family, localAddress, minimumTls, deadlines }: ProbeOptions): ProbeOptions {
  return {
    ...(ehloName === undefined ? {} : { ehloName }),
    ...(family === undefined ? {} : { family }),
    ...(localAddress === undefined ? {} : { localAddress }),
    ...(minimumTls === undefined ? {} : { minimumTls }),
    deadlines,
    endsAfterGreeting: true,
  };
}

export async function testControlHost(series: Series): Promise<FurtherTest> {
  const { result, options, request } = series;
  const out = (reason: string): FurtherTest => leftOut(series, 'control-host', reason);
  const { controlHost } = request;
  if (controlHost === undefined) return out('No control host was named.');
  const { host, port = result.endpoint.port } = controlHost;
  if (host === result.endpoint.host) return out('The control host has to be another than the one probed.');
  const ended = series.whyEnded();
  if (ended !== undefined) return out(ended);
  const at = series.time();
  const tlsMode = port === result.endpoint.port ? result.endpoint.tlsMode : tlsModeFor(port);
  const probed = await series.probe({ host, port, tlsMode }, strangersOptions(options));
  if (wasCutShort(probed)) return out(series.whyEnded() ?? 'It was cancelled.');
  const { ending, evidence } = probed;
  const { greeting } = evidence;
  const test = { kind: 'control-host', at, host, port } as const;
  if (greeting.status === 'known') {
    const text = `${host} port ${port} answered "${formatReply(greeting.value.reply)}".`;
    return { ...test, outcome: 'reached', text };
  }
  const detail = ending?.detail ?? 'It gave no greeting.';
  if (ending !== undefined && notReached.has(ending.code)) return { ...test, outcome: 'not-reached', text: detail };
  return { ...test, outcome: 'unknown', text: `Whether the port is let out could not be learnt: ${detail}` };
}

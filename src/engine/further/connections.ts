// The tests that make more connections to the probed host: its addresses, its ports, STARTTLS unasked, without a name.

import type { AddressList } from '../../model/evidence.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import type { FurtherTest, ProbeDigest } from '../../model/furtherTest.ts';
import { furtherTestLimits } from '../../model/limits.ts';
import { addressFamily, bracketed } from '../../formats/ipAddress.ts';
import { echoesMaskedCommand } from '../../formats/maskedSmtp.ts';
import { formatReply } from '../../formats/smtpReply.ts';
import { digestOf } from './digest.ts';
import { leftOut, sameAddress, wasCutShort, without } from './series.ts';
import type { Series } from './series.ts';

type Address = AddressList['addresses'][number];

/** Those that the probe found; looked up anew where it was told one. */
async function addressesOf({ result, options, tools, signal }: Series): Promise<readonly Address[] | string> {
  const { addresses } = result.evidence;
  if (addresses.status === 'known' && addresses.value.source === 'resolver') return addresses.value.addresses;
  const outcome = await tools.lookUp(result.endpoint.host, without(options, 'address'), signal);
  if (outcome.status === 'known') return outcome.value.addresses;
  return outcome.status === 'failed' ? outcome.failure.detail : outcome.reason;
}

function connectionsNotMade(count: number, reason: string): string {
  return `${count === 1 ? 'One connection was' : `${count} connections were`} not made. ${reason}`;
}

export async function testAddresses(series: Series): Promise<FurtherTest> {
  const { result, options, request } = series;
  const at = series.time();
  const found = await addressesOf(series);
  if (typeof found === 'string') return leftOut(series, 'addresses', found);
  const chosen = found.slice(0, furtherTestLimits.addresses);
  const others = found.slice(furtherTestLimits.addresses).map(({ address }) => address);
  const repeats = Math.min(request.repeats ?? furtherTestLimits.defaultRepeats, furtherTestLimits.repeats);
  const digests: ProbeDigest[] = [];
  const trouble: string[] =
    others.length === 0
      ? []
      : [`Left out, because no more than ${chosen.length} addresses are tried: ${others.join(', ')}.`];
  const noRoute = new Set<string>();
  let skipped = 0;
  // Round by round: so no machine meets us twice in a row where there are several.
  for (let attempt = 1; attempt <= repeats; attempt++) {
    for (const { address, family } of chosen) {
      if (noRoute.has(address)) continue;
      if (series.whyStopped() !== undefined) {
        skipped++;
        continue;
      }
      const probed = await series.probe(result.endpoint, { ...options, address });
      if (wasCutShort(probed)) skipped++;
      else {
        const tried = { address, family, port: result.endpoint.port };
        digests.push({ remote: tried, ...digestOf(probed, attempt) });
      }
      if (probed.ending?.code === 'network-unreachable') noRoute.add(address);
    }
  }
  if (skipped > 0) trouble.push(connectionsNotMade(skipped, series.whyStopped() ?? ''));
  const place = new Map(chosen.map(({ address }, index) => [address, index]));
  const placeOf = ({ remote }: ProbeDigest): number => place.get(remote?.address ?? '') ?? chosen.length;
  return {
    kind: 'addresses',
    at,
    digests: digests.toSorted((one, other) => placeOf(one) - placeOf(other) || one.attempt - other.attempt),
    ...(trouble.length === 0 ? {} : { trouble }),
  };
}

/** RFC 5321, RFC 6409 and RFC 8314. */
const mailPorts: readonly Omit<Endpoint, 'host'>[] = [
  { port: 25, tlsMode: 'starttls' },
  { port: 587, tlsMode: 'starttls' },
  { port: 465, tlsMode: 'implicit' },
];

export async function testPorts(series: Series, ports = mailPorts): Promise<FurtherTest> {
  const { result, options } = series;
  const { host } = result.endpoint;
  const at = series.time();
  const digests: ProbeDigest[] = [digestOf(result)];
  const others = ports.filter(
    ({ port, tlsMode }) => port !== result.endpoint.port || tlsMode !== result.endpoint.tlsMode,
  );
  let skipped = 0;
  for (const port of others) {
    if (series.whyStopped() !== undefined) {
      skipped++;
      continue;
    }
    const probed = await series.probe({ host, ...port }, { ...options, ...sameAddress(series) });
    if (wasCutShort(probed)) skipped++;
    else digests.push(digestOf(probed));
  }
  return {
    kind: 'ports',
    at,
    digests,
    ...(skipped === 0 ? {} : { trouble: [connectionsNotMade(skipped, series.whyStopped() ?? '')] }),
  };
}

export async function testUnofferedStartTls(series: Series): Promise<FurtherTest> {
  const { result, options } = series;
  const out = (reason: string): FurtherTest => leftOut(series, 'unoffered-starttls', reason);
  if (result.endpoint.tlsMode === 'implicit') return out('The connection is TLS from its first byte.');
  if (digestOf(result).startTls === 'offered') return out('STARTTLS was offered: there is nothing to try.');
  const stopped = series.whyStopped();
  if (stopped !== undefined) return out(stopped);
  const at = series.time();
  const probed = await series.probe(result.endpoint, { ...options, ...sameAddress(series), asksUnoffered: true });
  if (wasCutShort(probed)) return out(series.whyEnded() ?? 'It was cancelled.');
  const digest = digestOf(probed);
  const { startTls } = probed.evidence;
  const reply = startTls.status === 'known' ? startTls.value.reply : undefined;
  const outcome = ((): Extract<FurtherTest, { kind: 'unoffered-starttls' }>['outcome'] => {
    // A server that offers it on the next connection was not asked unoffered.
    if (reply === undefined || digest.startTls === 'offered') return 'unknown';
    if (reply.code === 220) return 'accepted';
    if (echoesMaskedCommand(reply.lines.join(' '))) return 'rewritten';
    return reply.code >= 400 && reply.code !== 421 ? 'refused' : 'unknown';
  })();
  return {
    kind: 'unoffered-starttls',
    at,
    outcome,
    ...(reply === undefined ? {} : { reply: formatReply(reply) }),
    digest,
  };
}

export async function testServerName(series: Series): Promise<FurtherTest> {
  const { result, options } = series;
  const out = (reason: string): FurtherTest => leftOut(series, 'server-name', reason);
  const name = options.serverName ?? result.endpoint.host;
  if (addressFamily(name) !== undefined) {
    return out(`${bracketed(name)} is an address, which is never sent as a server name (RFC 6066 section 3).`);
  }
  const { handshake } = result.evidence;
  if (handshake.status === 'failed' && handshake.failure.phase !== 'handshake') {
    return out(`No handshake came about with the name to compare with: ${handshake.failure.detail}`);
  }
  const stopped = series.whyStopped();
  if (stopped !== undefined) return out(stopped);
  const at = series.time();
  const probed = await series.probe(result.endpoint, { ...options, ...sameAddress(series), sendsServerName: false });
  if (wasCutShort(probed)) return out(series.whyEnded() ?? 'It was cancelled.');
  return { kind: 'server-name', at, withName: digestOf(result), withoutName: digestOf(probed) };
}

// What to change where an endpoint's port and TLS mode do not fit together.

import type { Endpoint, TlsMode } from '../model/endpoint.ts';
import type { EndpointRole } from '../model/fleet.ts';
import { endpointKey } from '../formats/targetText.ts';
import { t } from './l10n.ts';

/** The submissions port of RFC 8314 section 3.3. */
const implicitTlsPort = 465;

/** RFC 6409: mail of users. */
const submissionPort = 587;

const relayPort = 25;

export function isPairingRule(rule: string): boolean {
  return rule.startsWith('pairing/');
}

/** Endpoints to try in place of one that a rule of `pairing/` spoke of; what the server itself has shown comes first. */
export function pairingCorrections(
  endpoint: Endpoint,
  rule: string,
  role: EndpointRole | undefined,
): readonly Endpoint[] {
  if (!isPairingRule(rule)) return [];
  const { host, port, tlsMode } = endpoint;
  const shown: TlsMode = tlsMode === 'implicit' ? 'starttls' : 'implicit';
  const plainPort = role === 'mx' || role === 'relay' ? relayPort : submissionPort;
  const candidates: readonly Endpoint[] = [
    { host, port, tlsMode: shown },
    { host, port: tlsMode === 'implicit' ? implicitTlsPort : plainPort, tlsMode },
    ...(tlsMode === 'implicit' ? [{ host, port: plainPort, tlsMode: shown }] : []),
  ];
  const own = endpointKey(endpoint);
  const keys = candidates.map(endpointKey);
  return candidates.filter((_, index) => keys[index] !== own && keys.indexOf(keys[index] ?? '') === index);
}

export function correctionTitle({ port, tlsMode }: Endpoint): string {
  return tlsMode === 'implicit'
    ? t('Use TLS from the first byte on port {0}, and probe', port)
    : t('Use STARTTLS on port {0}, and probe', port);
}

// The chain that a server sent: read, and held against the trust stores.

import type { Endpoint } from '../model/endpoint.ts';
import { known } from '../model/evidence.ts';
import type { ProbeOptions } from '../model/options.ts';
import { parseCertificate } from '../pki/parsedCertificate.ts';
import { verifyChain } from '../pki/verifyChain.ts';
import type { Clock } from './clock.ts';
import type { FactSheet } from './facts.ts';
import type { SecuredSocket } from './network/tlsClient.ts';
import { givenStore, mozillaStore, systemStore } from './network/trustStores.ts';

/** Sets the facts `certificates` and `verification`. */
export function inspectChain(
  secured: SecuredSocket,
  endpoint: Endpoint,
  options: ProbeOptions,
  clock: Clock,
  facts: FactSheet,
): void {
  const chain = secured.chain.map((der) => parseCertificate(der));
  const { authorities, asksAllStores = false } = options;
  const usual = [mozillaStore, systemStore];
  const given = authorities === undefined ? [] : [() => givenStore(authorities)];
  facts.set(
    'certificates',
    known({ certificates: chain.map(({ certificate }) => certificate), truncated: secured.isChainTruncated }),
  );
  const verification = verifyChain({
    chain,
    stores: asksAllStores ? [...given, ...usual] : given.length > 0 ? given : usual,
    asksAll: asksAllStores,
    expectedName: options.serverName ?? endpoint.host,
    at: clock.date(),
  });
  facts.set('verification', known(verification));
}

// The name that a repair may give an Outbound connector to verify: one that Exchange Online can trust.

import type { OutboundConnector } from '../model/connector.ts';
import type { Repair } from '../model/hybrid.ts';
import { setConnector } from './repairs.ts';

/** RFC 6761, RFC 6762 appendix G, RFC 8375: no public authority certifies these. */
const insideName =
  /\.(?:local|localdomain|localhost|internal|intern|intranet|private|lan|home|corp|test|invalid|home\.arpa)\.?$/i;

/** With a dot, and not of the inside of an organisation; an address is no name. */
export function isPublicName(name: string): boolean {
  return /\.[a-z][\w-]+\.?$/i.test(name) && !insideName.test(name);
}

/** What a command has in place of a name that nobody can know. */
export const unknownName = '<name on the certificate>';

/** @param names Of the certificate that is presented. A name that no public authority vouches for is never offered. */
export function verifyName(outbound: OutboundConnector, names: readonly string[], isSelfSigned: boolean): Repair {
  const fit = isSelfSigned ? [] : names.filter(isPublicName);
  const name = fit.find((one) => !one.startsWith('*.')) ?? fit[0];
  return setConnector(
    outbound,
    { TlsDomain: name ?? unknownName },
    name === undefined
      ? 'Verifies a name on the certificate of a public authority, once Exchange Server presents one.'
      : 'Verifies a name that the certificate has, if this certificate is the right one.',
  );
}

// Names → addresses, by the resolver that this machine's mail server would use.

import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { AddressFamily } from '../../model/endpoint.ts';
import { failed, known } from '../../model/evidence.ts';
import type { AddressList, Outcome } from '../../model/evidence.ts';
import type { ProbeOptions } from '../../model/options.ts';
import { addressFamily, canonicalAddress } from '../../formats/ipAddress.ts';
import { waitBounded } from '../interruption.ts';
import type { Interruption } from '../interruption.ts';
import { resolverFailure } from './socketErrors.ts';

type Address = AddressList['addresses'][number];

/** RFC 8305 section 4: the families alternate, beginning with the one the resolver put first. */
export function interleaveFamilies(addresses: readonly Address[]): readonly Address[] {
  const first = addresses[0]?.family;
  const leading = addresses.filter((address) => address.family === first);
  const others = addresses.filter((address) => address.family !== first);
  const woven: Address[] = [];
  for (let index = 0; index < Math.max(leading.length, others.length); index++) {
    const leader = leading[index];
    const other = others[index];
    if (leader !== undefined) woven.push(leader);
    if (other !== undefined) woven.push(other);
  }
  return woven;
}

function readLookup(found: readonly LookupAddress[]): readonly Address[] {
  const seen = new Map<string, Address>();
  for (const { address } of found) {
    const family = addressFamily(address);
    if (family !== undefined && !seen.has(address)) seen.set(address, { address, family });
  }
  return interleaveFamilies([...seen.values()]);
}

/** All A and AAAA addresses of the host, in the order in which they will be tried. */
export async function lookUp(
  host: string,
  options: ProbeOptions,
  interruption: Interruption,
): Promise<Outcome<AddressList>> {
  const given = canonicalAddress(options.address ?? host);
  const givenFamily = given === undefined ? undefined : addressFamily(given);
  if (given !== undefined && givenFamily !== undefined) {
    return known({ addresses: [{ address: given, family: givenFamily }], source: 'given' });
  }
  const family: AddressFamily | 0 =
    options.family ?? (options.localAddress === undefined ? 0 : (addressFamily(options.localAddress) ?? 0));
  return waitBounded<Outcome<AddressList>>(
    interruption,
    'resolve',
    options.deadlines.resolve,
    () =>
      failed({
        code: 'dns-failed',
        phase: 'resolve',
        detail: `The name ${host} could not be looked up: no answer within ${options.deadlines.resolve / 1000} s.`,
      }),
    failed,
    (settle) => {
      lookup(host, { all: true, family, verbatim: true }, (error, found) => {
        if (error !== null) {
          settle(failed(resolverFailure(error, host, family === 0 ? undefined : family)));
          return;
        }
        const addresses = readLookup(found);
        settle(
          addresses.length > 0
            ? known({ addresses, source: 'resolver' })
            : failed({ code: 'host-not-found', phase: 'resolve', detail: `The name ${host} has no address in DNS.` }),
        );
      });
      return undefined;
    },
  );
}

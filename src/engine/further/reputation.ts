// What others say of our own address: reverse DNS of it and of the name we give, and block lists.

import type { BlockListAnswer, FurtherTest, PointerCheck } from '../../model/furtherTest.ts';
import { furtherTestLimits } from '../../model/limits.ts';
import {
  blockLists,
  findBlockList,
  judgeBlockList,
  shownZone,
  testAbsence,
  testEntry,
} from '../../formats/blockLists.ts';
import type { BlockList } from '../../formats/blockLists.ts';
import { readEgress } from '../../formats/egressAddress.ts';
import { isLocalAddress, unwrapMapped } from '../../formats/ipAddress.ts';
import { listSome } from '../../formats/quoting.ts';
import { blockListName, pointerName } from '../../formats/reverseName.ts';
import type { NameServer } from '../../probe/network/nameServer.ts';
import { leftOut } from './series.ts';
import type { Series } from './series.ts';

type Reputation = Extract<FurtherTest, { kind: 'reputation' }>;

/** A hostile zone may name thousands; the first few are held against the address. */
const mostNames = 5;

/** Questions to name servers at once. */
const zonesAtOnce = 4;

function isIpv6(address: string): boolean {
  return address.includes(':');
}

async function checkPointer(server: NameServer, address: string): Promise<PointerCheck> {
  const answer = await server.ask(pointerName(address) ?? '', 'PTR');
  const check = (
    isConfirmed: PointerCheck['isConfirmed'],
    text: string,
    names: readonly string[] = [],
  ): PointerCheck => ({
    subject: address,
    names,
    isConfirmed,
    text,
  });
  if (answer.status === 'none') return check(false, `${address} has no name in reverse DNS (PTR).`);
  if (answer.status === 'failed')
    return check('unknown', `The name of ${address} could not be looked up: ${answer.reason}.`);
  const names = answer.values.slice(0, mostNames);
  const reasons: string[] = [];
  for (const name of names) {
    const forward = await server.ask(name, isIpv6(address) ? 'AAAA' : 'A');
    if (forward.status === 'failed') reasons.push(`${name}: ${forward.reason}`);
    if (forward.status !== 'found') continue;
    if (forward.values.some((value) => unwrapMapped(value) === address)) {
      return check(true, `${address} is ${name} in reverse DNS, and that name leads back to it.`, names);
    }
  }
  const shown = listSome(names, mostNames);
  return reasons.length > 0
    ? check(
        'unknown',
        `Whether ${shown} leads back to ${address} could not be looked up: ${reasons.join('; ')}.`,
        names,
      )
    : check(false, `${address} is ${shown} in reverse DNS, but that does not lead back to it.`, names);
}

async function checkEhloName(server: NameServer, name: string, address: string): Promise<PointerCheck> {
  const literal = /^\[(?:IPv6:)?(.*)\]$/i.exec(name)?.[1];
  if (literal !== undefined) {
    const isOurs = unwrapMapped(literal) === address;
    const told = isOurs ? 'which is our address' : `but the server sees ${address}`;
    return {
      subject: name,
      names: [],
      isConfirmed: isOurs,
      text: `EHLO gave the address ${name}, ${told}. Many servers expect a name that leads to the address.`,
    };
  }
  const answer = await server.ask(name, isIpv6(address) ? 'AAAA' : 'A');
  const check = (isConfirmed: PointerCheck['isConfirmed'], text: string): PointerCheck => ({
    subject: name,
    names: answer.status === 'found' ? answer.values.slice(0, mostNames) : [],
    isConfirmed,
    text,
  });
  if (answer.status === 'failed')
    return check('unknown', `${name}, as said in EHLO, could not be looked up: ${answer.reason}.`);
  if (answer.status === 'none') {
    return check(false, `${name}, as said in EHLO, has no IPv${isIpv6(address) ? 6 : 4} address in DNS.`);
  }
  return answer.values.some((value) => unwrapMapped(value) === address)
    ? check(true, `${name}, as said in EHLO, leads to ${address}.`)
    : check(false, `${name}, as said in EHLO, leads to ${listSome(answer.values, mostNames)}, not to ${address}.`);
}

async function askBlockList(server: NameServer, list: BlockList, address: string): Promise<BlockListAnswer> {
  const ask = (subject: string): ReturnType<NameServer['ask']> =>
    server.ask(blockListName(subject, list.zone) ?? '', 'A');
  const answer = await ask(address);
  if (answer.status === 'failed') return judgeBlockList(list, answer, answer);
  return judgeBlockList(list, answer, await ask(answer.status === 'none' ? testEntry : testAbsence));
}

/** A few at a time, in the order of the zones. */
async function askAll<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += zonesAtOnce) {
    results.push(...(await Promise.all(items.slice(from, from + zonesAtOnce).map(ask))));
  }
  return results;
}

/** As a reply told it; else this end's own address, where that is public: then nothing translates it on the way. */
function egressOf({ result }: Series): Reputation['egress'] {
  const egress = readEgress(result);
  if (egress !== undefined) return { address: egress.address, readFrom: egress.readFrom };
  const { connection } = result.evidence;
  const local = connection.status === 'known' ? unwrapMapped(connection.value.local.address) : undefined;
  return local === undefined || isLocalAddress(local)
    ? undefined
    : { address: local, readFrom: 'this end of the connection, which is a public address' };
}

export async function testReputation(series: Series): Promise<FurtherTest> {
  const { result, request, tools, signal } = series;
  const ended = series.whyEnded();
  if (ended !== undefined) return leftOut(series, 'reputation', ended);
  const at = series.time();
  const egress = egressOf(series);
  const test = { kind: 'reputation', at, ...(egress === undefined ? {} : { egress }) } as const;
  if (egress === undefined) {
    const trouble = [
      'No reply of the server tells our address, and this end of the connection has none that is public.',
    ];
    return { ...test, blockLists: [], trouble };
  }
  const { address } = egress;
  if (isLocalAddress(address)) {
    const trouble = [
      `${address} is an address of a private network or of this machine: nobody else was asked about it.`,
    ];
    return { ...test, blockLists: [], trouble };
  }
  const zones = [...new Set(request.blockLists ?? blockLists.map(({ zone }) => zone))];
  const asked = zones.slice(0, furtherTestLimits.blockLists).map(findBlockList);
  const lists = asked.filter(({ knowsIpv6 }) => knowsIpv6 || !isIpv6(address));
  const blind = asked.filter((list) => !lists.includes(list)).map(({ name }) => name);
  const tooMany = zones.slice(furtherTestLimits.blockLists).map(shownZone);
  const trouble = [
    ...(blind.length === 0 ? [] : [`Not asked, because they know no IPv6 addresses: ${blind.join(', ')}.`]),
    ...(tooMany.length === 0 ? [] : [`Not asked, because there are too many: ${tooMany.join(', ')}.`]),
  ];
  const server = tools.openNameServer(request.resolver);
  const stop = (): void => server.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const pointer = await checkPointer(server, address);
    const ehloName = await checkEhloName(server, result.vantage.ehloName, address);
    const answers = await askAll(lists, (list) =>
      signal.aborted
        ? Promise.resolve(judgeBlockList(list, { status: 'failed', reason: 'it was cancelled' }, { status: 'none' }))
        : askBlockList(server, list, address),
    );
    return { ...test, pointer, ehloName, blockLists: answers, trouble };
  } finally {
    signal.removeEventListener('abort', stop);
    server.close();
  }
}

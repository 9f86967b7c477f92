// Which Receive connectors take the mail of Exchange Online, server by server.

import type { ConnectorSet, Field, FieldList, ReceiveConnector } from '../model/connector.ts';
import { commonBits, parseAddressRange } from '../formats/addressRange.ts';
import { shortServerName } from '../formats/shortServerName.ts';

export interface HybridReceives {
  /** Those that take mail of Exchange Online on port 25, one a server as a rule. */
  readonly receives: readonly ReceiveConnector[];
  /** Those that take mail from the Internet on servers of which nothing says that Exchange Online sends to them. */
  readonly otherReceives: readonly ReceiveConnector[];
  /** Servers that Exchange Online sends to by what is known, none of which is in the export: Edge Transport, as a rule. */
  readonly unseenServers: readonly string[];
}

export function textsOf(field: Field<FieldList>): readonly string[] {
  return field.status === 'known' ? field.value.items.map(({ text }) => text.trim()) : [];
}

function serverOf({ server }: ReceiveConnector): string {
  return server.status === 'known' ? shortServerName(server.value) : '';
}

function isOn({ enabled }: ReceiveConnector): boolean {
  return enabled.status !== 'known' || enabled.value;
}

export function listensOn25({ bindings }: ReceiveConnector): boolean {
  return bindings.status !== 'known' || textsOf(bindings).some((text) => /:25$/.test(text));
}

/** On all addresses of the server, rather than on one. */
function listensEverywhere({ bindings }: ReceiveConnector): boolean {
  return bindings.status !== 'known' || textsOf(bindings).some((text) => /^(?:0\.0\.0\.0|\[::\]):25$/.test(text));
}

/** Half of the Internet or more of it. */
export function takesFromInternet({ remoteRanges }: ReceiveConnector): boolean {
  if (remoteRanges.status !== 'known') return true;
  return textsOf(remoteRanges).some((text) => {
    const range = parseAddressRange(text);
    return range !== undefined && range.first.length === 4 && commonBits(range) <= 1;
  });
}

/** Knows Exchange Online, or a certificate that it once had. */
export function grantsCloudMail({ tlsDomainCapabilities }: ReceiveConnector): boolean {
  return textsOf(tlsDomainCapabilities).some((text) => /AcceptCloudServicesMail/i.test(text));
}

/** What people and the wizard call connectors to Exchange Online. */
export const cloudName = /\b(?:office ?365|o365|m365|microsoft ?365|exchange ?online|exo|eop|hybrid)\b/i;

/** By the name alone, without that of the server, and never where only private addresses may connect. */
function isNamedForCloud({ identity, remoteRanges }: ReceiveConnector): boolean {
  const isPrivate = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|fe80)/i;
  const ranges = textsOf(remoteRanges);
  return (
    cloudName.test(identity.replace(/^.*\\/, '')) &&
    (ranges.length === 0 || ranges.some((text) => !isPrivate.test(text)))
  );
}

/** As long as one fits, those that do. */
function prefer<T>(all: readonly T[], fits: (one: T) => boolean): readonly T[] {
  const some = all.filter(fits);
  return some.length > 0 ? some : all;
}

/** Of those of one server: what is turned off counts only where nothing else is left, the closest ranges win. */
function endpointsOf(all: readonly ReceiveConnector[]): readonly ReceiveConnector[] {
  const candidates = all.filter((one) => grantsCloudMail(one) || takesFromInternet(one) || isNamedForCloud(one));
  const granting = prefer(prefer(candidates, isOn), grantsCloudMail);
  const dedicated = granting.some(grantsCloudMail) ? prefer(granting, (one) => !takesFromInternet(one)) : granting;
  return prefer(dedicated, listensEverywhere);
}

/** What the wizard was told last; undefined: it is not known. */
function configuredServers({ configurations }: ConnectorSet): readonly string[] | undefined {
  const names = configurations.flatMap(({ receivingServers }) => textsOf(receivingServers)).map(shortServerName);
  return names.length > 0 ? names : undefined;
}

/** @param sources Servers that send to Exchange Online: mail comes back to them, or to ones beside them. */
export function receivesOf(set: ConnectorSet, sources: readonly string[]): HybridReceives {
  const servers = new Map<string, ReceiveConnector[]>();
  for (const [index, receive] of set.receives.filter(listensOn25).entries()) {
    // Where the server is not told, each may be of another.
    const key = serverOf(receive) || `?${index}`;
    servers.set(key, [...(servers.get(key) ?? []), receive]);
  }
  const all = [...servers].map(([server, receives]) => ({ server, endpoints: endpointsOf(receives) }));
  const exported = new Set([
    ...servers.keys(),
    ...set.certificates.map(({ server }) => (server.status === 'known' ? shortServerName(server.value) : '?')),
  ]);
  const isTold = exported.size > 0 && [...exported].every((name) => !name.startsWith('?'));
  const grants = ({ endpoints }: (typeof all)[number]): boolean => endpoints.some(grantsCloudMail);
  const configured = configuredServers(set);
  const hinted = configured ?? (all.some(grants) ? undefined : sources.map(shortServerName));
  const isUnseen = isTold && hinted !== undefined && hinted.length > 0 && !hinted.some((name) => exported.has(name));
  if (isUnseen) return { receives: [], otherReceives: [], unseenServers: hinted };
  const isPart = (one: (typeof all)[number]): boolean =>
    configured === undefined || !isTold ? grants(one) || !all.some(grants) : configured.includes(one.server);
  const endpointsIn = (part: boolean): readonly ReceiveConnector[] =>
    all.filter((one) => isPart(one) === part).flatMap(({ endpoints }) => endpoints);
  const otherReceives = configured === undefined ? endpointsIn(false) : [];
  return { receives: endpointsIn(true), otherReceives, unseenServers: [] };
}

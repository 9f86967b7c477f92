// Names of Exchange Online in each of Microsoft's clouds.

import { liesWithin, plainDomain } from '../formats/domainPattern.ts';

interface Cloud {
  /** What TlsDomain and TlsDomainCapabilities name. */
  readonly tlsDomain: string;
  /** Smart hosts of tenants lie below these. */
  readonly hosts: readonly string[];
  /** Initial domains of tenants and those that mail is routed by lie below this. */
  readonly routing: string;
}

const clouds: readonly Cloud[] = [
  {
    tlsDomain: 'mail.protection.outlook.com',
    hosts: ['mail.protection.outlook.com', 'mx.microsoft', 'mail.eo.outlook.com'],
    routing: 'onmicrosoft.com',
  },
  {
    tlsDomain: 'mail.protection.office365.us',
    hosts: ['mail.protection.office365.us'],
    routing: 'onmicrosoft.us',
  },
  {
    tlsDomain: 'mail.protection.partner.outlook.cn',
    hosts: ['mail.protection.partner.outlook.cn'],
    routing: 'onmschina.cn',
  },
];

const allHosts = clouds.flatMap(({ hosts }) => hosts);

export const worldwideTlsDomain = 'mail.protection.outlook.com';

export function isTenantHost(host: string): boolean {
  return liesWithin(host, allHosts) && !allHosts.includes(plainDomain(host));
}

export function isCloudTlsDomain(domain: string): boolean {
  return clouds.some(({ tlsDomain }) => plainDomain(domain).replace(/^\*\./, '') === tlsDomain);
}

/** The TLS domain of the cloud that a name belongs to: a host, `smtp:contoso.mail.onmicrosoft.com;1`, `domain:capability`. */
export function cloudOf(hint: string): string | undefined {
  const name = hint.replace(/^smtp:/i, '').replace(/[;:].*$/, '');
  return clouds.find(({ hosts, routing }) => liesWithin(name, [...hosts, routing]))?.tlsDomain;
}

/** By the first hint that belongs to a cloud; the worldwide one where nothing tells. */
export function tlsDomainFor(hints: readonly string[]): string {
  return hints.map(cloudOf).find((domain) => domain !== undefined) ?? worldwideTlsDomain;
}

/** `contoso.mail.onmicrosoft.com`: where mailboxes in the cloud are reached. */
export function isRoutingDomain(domain: string): boolean {
  return liesWithin(
    domain,
    clouds.map(({ routing }) => routing),
  );
}

/** Hosts that Microsoft gave tenants of its earlier services; mail there ends in another region or nowhere. */
const legacyHosts = [
  'messaging.microsoft.com',
  'frontbridge.com',
  'bigfish.com',
  'outlook.com',
  'mail.global.frontbridge.com',
];

export function isLegacyHost(host: string): boolean {
  return !liesWithin(host, allHosts) && liesWithin(host, legacyHosts);
}

// Names of Exchange Online in each of Microsoft's clouds.

import { liesWithin, plainDomain } from '../formats/domainPattern.ts';

interface Cloud {
  /** What TlsDomain and TlsDomainCapabilities name. */
  readonly tlsDomain: string;
  /** Smart hosts of tenants lie below these. */
  readonly hosts: readonly string[];
  readonly routing: string;
}

const clouds: readonly Cloud[] = [
  {
    tlsDomain: 'mail.protection.outlook.com',
    hosts: ['mail.protection.outlook.com', 'mx.microsoft', 'mail.eo.outlook.com'],
    routing: 'mail.onmicrosoft.com',
  },
  {
    tlsDomain: 'mail.protection.office365.us',
    hosts: ['mail.protection.office365.us'],
    routing: 'mail.onmicrosoft.us',
  },
  {
    tlsDomain: 'mail.protection.partner.outlook.cn',
    hosts: ['mail.protection.partner.outlook.cn'],
    routing: 'mail.partner.onmschina.cn',
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

/** The TLS domain of the cloud that a smart host or a routing domain belongs to; the worldwide one where nothing tells. */
export function tlsDomainFor(hints: readonly string[]): string {
  const found = clouds.find(({ hosts, routing }) => hints.some((hint) => liesWithin(hint, [...hosts, routing])));
  return found?.tlsDomain ?? worldwideTlsDomain;
}

/** `contoso.mail.onmicrosoft.com`: where mailboxes in the cloud are reached. */
export function isRoutingDomain(domain: string): boolean {
  return liesWithin(domain, [...clouds.map(({ routing }) => routing), 'onmicrosoft.com', 'onmicrosoft.us']);
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

// The Send connector goes to a smart host that is not the tenant's own.

import type { FieldList, SendConnector } from '../../model/connector.ts';
import { addressFamily } from '../../formats/ipAddress.ts';
import { describeConnector, itemsOf, propertyCheck, quoted } from '../check.ts';
import { exchangeArticle } from '../../formats/citations.ts';
import { isLegacyHost, isTenantHost } from '../clouds.ts';
import { setConnector } from '../repairs.ts';

export const smartHostRegion = propertyCheck<SendConnector, FieldList>({
  id: 'hybrid/smart-host-region',
  title: "The smart host is not the tenant's own in Exchange Online",
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/wrong-office-365-region-exo',
    '451 4.4.62 Mail sent to the wrong Office 365 region',
  ),
  meaning:
    'Each tenant has a smart host of its own below mail.protection.outlook.com. A host of an earlier service, or one of the addresses behind it, belongs to some region: mail ends with "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35" as soon as the tenant is elsewhere. A gateway between the two ends TLS, and its certificate is not that of Exchange Online.',
  fix: "Set the smart host to the tenant's own: the MX record of a domain of the tenant shows it in Exchange Online, such as contoso-com.mail.protection.outlook.com.",
  property: 'SmartHosts',
  connectors: (pair) => pair.sends,
  field: ({ smartHosts }) => smartHosts,
  judge: (_, connector) => {
    const hosts = itemsOf(connector.smartHosts).map((host) => host.replace(/^\[(.*)\]$/, '$1'));
    const strange = hosts.find((host) => addressFamily(host) !== undefined || isLegacyHost(host));
    const gateway = hosts.find((host) => !isTenantHost(host));
    const wrong = strange ?? gateway;
    if (wrong === undefined) return undefined;
    const right = hosts.find(isTenantHost);
    const what =
      strange === undefined
        ? 'no host of Exchange Online'
        : addressFamily(strange) === undefined
          ? 'a host of an earlier service'
          : 'an address, not a name';
    const item =
      connector.smartHosts.status === 'known'
        ? connector.smartHosts.value.items.find(({ text }) => text.includes(wrong))
        : undefined;
    return {
      ...(strange === undefined ? { severity: 'warning' as const } : {}),
      text: `${describeConnector(connector)} sends to ${quoted(wrong)}, ${what}.`,
      ...(item === undefined ? {} : { place: item.place }),
      repairs: [
        setConnector(
          connector,
          { SmartHosts: right ?? '<tenant>.mail.protection.outlook.com' },
          'Sends to the smart host of the tenant, wherever it is.',
        ),
      ],
    };
  },
});

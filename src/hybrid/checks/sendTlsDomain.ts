// The Send connector verifies a name that Exchange Online does not have.

import type { SendConnector } from '../../model/connector.ts';
import { describeConnector, propertyCheck, quoted, valueOf } from '../check.ts';
import { transportRouting } from '../../formats/citations.ts';
import { goalOf, tlsDomainOf } from '../cloudOfPair.ts';
import { cloudOf, isCloudTlsDomain } from '../clouds.ts';
import { setConnector } from '../repairs.ts';

export const sendTlsDomain = propertyCheck<SendConnector, string>({
  id: 'hybrid/send-tls-domain',
  title: 'TlsDomain of the Send connector is not the name that Exchange Online has',
  severity: 'error',
  citation: transportRouting,
  meaning:
    'With DomainValidation, the name in TlsDomain must stand in the certificate of the other side. Exchange Online presents mail.protection.outlook.com (in national clouds mail.protection.office365.us or mail.protection.partner.outlook.cn); with any other name the connection is refused after the handshake. Headers of the organisation are kept for this domain only.',
  fix: 'Set TlsDomain to the name of your cloud with the command shown.',
  property: 'TlsDomain',
  connectors: (pair) => pair.sends,
  field: ({ tlsDomain }) => tlsDomain,
  judge: (value, connector, { pair }) => {
    const right = tlsDomainOf(pair, connector);
    const repairs = [setConnector(connector, { TlsDomain: right }, 'Verifies the name that Exchange Online has.')];
    if (value !== undefined && isCloudTlsDomain(value)) {
      const goal = goalOf(connector);
      if (goal === undefined || cloudOf(goal.name) === cloudOf(value)) return undefined;
      return {
        severity: 'warning',
        text: `${describeConnector(connector)} has the TlsDomain ${quoted(value)}, of another cloud than the ${goal.what} ${quoted(goal.name)}: the certificate there is for ${right}.`,
        repairs,
      };
    }
    // Without DomainValidation no name is verified, which is the finding then.
    if (value === undefined && valueOf(connector.tlsAuthLevel) !== 'DomainValidation') return undefined;
    return {
      text: `${describeConnector(connector)} has ${value === undefined ? 'no TlsDomain' : `the TlsDomain ${quoted(value)}`}; the certificate of Exchange Online is for ${right}.`,
      repairs,
    };
  },
});

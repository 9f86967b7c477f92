// The Send connector encrypts, but does not verify whom it talks to.

import type { SendConnector, TlsLevel } from '../../model/connector.ts';
import { describeConnector, placeOf, propertyCheck, valueOf } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { tlsDomainOf } from '../cloudOfPair.ts';
import { setConnector } from '../repairs.ts';

export const tlsAuthLevel = propertyCheck<SendConnector, TlsLevel>({
  id: 'hybrid/tls-auth-level',
  title: 'The Send connector does not verify the name of Exchange Online',
  severity: 'error',
  citation: cmdlet('Set-SendConnector'),
  meaning:
    'Only TlsAuthLevel DomainValidation proves that the other side is Exchange Online: the certificate is checked, and its name against TlsDomain. Lesser levels encrypt towards whoever answers.',
  fix: 'Set TlsAuthLevel to DomainValidation together with the TlsDomain of Exchange Online, with the command shown.',
  property: 'TlsAuthLevel',
  connectors: (pair) => pair.sends,
  field: ({ tlsAuthLevel: field }) => field,
  judge: (value, connector, { pair }) => {
    if (value === 'DomainValidation') return undefined;
    const domain = tlsDomainOf(pair, connector);
    const what =
      value === undefined
        ? 'no TlsAuthLevel: the certificate of the other side is not looked at'
        : value === 'EncryptionOnly'
          ? 'the TlsAuthLevel EncryptionOnly: the certificate of the other side is not looked at'
          : 'the TlsAuthLevel CertificateValidation: any trusted certificate will do, whatever its name';
    const parameters = {
      ...(valueOf(connector.requireTls) === true ? {} : { RequireTLS: true }),
      TlsAuthLevel: 'DomainValidation',
      ...(valueOf(connector.tlsDomain) === undefined ? { TlsDomain: domain } : {}),
    };
    const place = placeOf(connector.tlsAuthLevel);
    return {
      severity: value === 'CertificateValidation' ? 'warning' : 'error',
      text: `${describeConnector(connector)} has ${what}.`,
      ...(place === undefined ? {} : { place }),
      repairs: [setConnector(connector, parameters, 'Verifies the certificate of Exchange Online and its name.')],
    };
  },
});

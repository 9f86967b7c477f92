// Of many connectors those that carry hybrid mail: printers, signature services, leftovers and other servers are let be.

import assert from 'node:assert/strict';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { diagnose } from '../../../src/hybrid/diagnose.ts';
import {
  asJson7,
  sound,
  soundCertificate,
  soundInbound,
  soundOutbound,
  soundReceive,
  soundSend,
  utf8,
} from '../../support/connectorExports.ts';
import type { ExportedProperties, ExportedSet } from '../../support/connectorExports.ts';
import { now } from './hybridWorlds.ts';

/** The checks that found something, with the severity and the connector that each names. */
function found(set: ExportedSet, egress?: string): readonly string[] {
  const name = 'all.json';
  const exported = connectorSetOf([name], [parseConnectorExport({ name, bytes: utf8(asJson7(set)) })]);
  const seen = egress === undefined ? {} : { egress: { address: egress, source: 'given' } };
  return diagnose({ set: exported, now, probes: {}, ...seen }).findings.map(
    ({ check, severity, text }) => `${severity} ${check.replace('hybrid/', '')}: ${/"(.*?)"/.exec(text)?.[1] ?? ''}`,
  );
}

const untold = { ...sound, HybridConfiguration: [] };
const untouched = { TlsCertificateName: null, TlsDomainCapabilities: [] };

function frontend(server: string, change: ExportedProperties = untouched): ExportedProperties {
  return {
    ...soundReceive,
    Identity: `${server}\\Default Frontend ${server}`,
    Name: `Default Frontend ${server}`,
    Server: server,
    Fqdn: `${server}.contoso.local`,
    ...change,
  };
}

const setupCertificate: ExportedProperties = {
  ...soundCertificate,
  Identity: 'EX03\\CCCC456789ABCDEF0123456789ABCDEF01234567',
  Thumbprint: 'CCCC456789ABCDEF0123456789ABCDEF01234567',
  Server: 'EX03',
  Subject: 'CN=EX03',
  Issuer: 'CN=EX03',
  IsSelfSigned: true,
  CertificateDomains: ['EX03', 'EX03.contoso.local'],
};

const third = {
  ReceiveConnector: [...sound.ReceiveConnector, frontend('EX03')],
  ExchangeCertificate: [...sound.ExchangeCertificate, setupCertificate],
};

const printers: ExportedProperties = {
  ...soundInbound,
  Identity: 'Scanners',
  Name: 'Scanners',
  RequireTls: false,
  CloudServicesMailEnabled: false,
  TlsSenderCertificateName: null,
  SenderIPAddresses: ['198.51.100.20'],
};

const signatures: ExportedProperties = {
  ...soundOutbound,
  Identity: 'Send to signatures',
  Name: 'Send to signatures',
  IsTransportRuleScoped: true,
  SmartHosts: ['smtp.signatures.example'],
  TlsDomain: 'smtp.signatures.example',
};

const off = { Enabled: false };
const old = { Identity: 'Outbound to Office 365', Name: 'Outbound to Office 365' };

type Row = readonly [title: string, set: ExportedSet, expected: readonly string[], egress?: string];

const rows: readonly Row[] = [
  ['a server that the wizard was not told of', { ...sound, ...third }, []],
  [
    'a server beside those that know Exchange Online, where nobody says which take part',
    { ...untold, ...third },
    ['warning tls-domain-capabilities: EX03\\Default Frontend EX03'],
  ],
  [
    'an Edge Transport server, which is never in an export of the organisation',
    {
      ...untold,
      SendConnector: [{ ...soundSend, SourceTransportServers: ['EDGE01'] }],
      ReceiveConnector: [frontend('EX01'), frontend('EX02')],
    },
    [],
  ],
  ['a connector for printers', { ...sound, InboundConnector: [printers, soundInbound] }, []],
  [
    'a connector for printers beside one that names another certificate',
    {
      ...sound,
      InboundConnector: [printers, { ...soundInbound, TlsSenderCertificateName: 'old.contoso.com' }],
    },
    [`error inbound-certificate-name: ${String(soundInbound['Identity'])}`],
    '203.0.113.9',
  ],
  ['a service that adds signatures', { ...sound, OutboundConnector: [signatures, soundOutbound] }, []],
  [
    'a Send connector of before that is off',
    { ...sound, SendConnector: [{ ...soundSend, ...old, ...off }, soundSend] },
    [],
  ],
  ['the same in the other order', { ...sound, SendConnector: [soundSend, { ...soundSend, ...old, ...off }] }, []],
  [
    'an Outbound connector of before that is off',
    {
      ...sound,
      OutboundConnector: [{ ...soundOutbound, ...old, ...off, TlsDomain: 'old.contoso.com' }, soundOutbound],
    },
    [],
  ],
  [
    'a Receive connector for everybody that is off',
    {
      ...sound,
      ReceiveConnector: [
        ...sound.ReceiveConnector,
        frontend('EX02', { ...untouched, ...off, Identity: 'EX02\\Old Relay', AuthMechanism: 'None' }),
      ],
    },
    [],
  ],
  [
    'a relay on one address',
    {
      ...sound,
      ReceiveConnector: [
        ...sound.ReceiveConnector,
        frontend('EX02', { ...untouched, Identity: 'EX02\\LAN', Bindings: ['10.0.0.12:25'] }),
      ],
    },
    [],
  ],
  [
    'a connector for Exchange Online alone, beside the one for everybody',
    {
      ...sound,
      ReceiveConnector: ['EX01', 'EX02'].flatMap((server) => [
        frontend(server),
        {
          ...soundReceive,
          Identity: `${server}\\Inbound from Office 365`,
          Name: 'Inbound from Office 365',
          Server: server,
          RemoteIPRanges: ['40.92.0.0/15', '40.107.0.0/16', '52.100.0.0/14', '104.47.0.0/17'],
        },
      ]),
    },
    [],
  ],
  [
    'a relay on a server that is called hybrid',
    {
      ...sound,
      ReceiveConnector: [
        ...sound.ReceiveConnector,
        frontend('EX-HYBRID', {
          ...untouched,
          Identity: 'EX-HYBRID\\Relay',
          RemoteIPRanges: ['10.1.2.3'],
          AuthMechanism: 'Tls, ExternalAuthoritative',
        }),
      ],
    },
    [],
  ],
  [
    'a relay for public addresses that are not those of Exchange Online',
    {
      ...sound,
      ReceiveConnector: [
        ...sound.ReceiveConnector,
        frontend('EX01', { ...untouched, Identity: 'EX01\\Campus', RemoteIPRanges: ['130.92.0.0/16'] }),
      ],
    },
    [],
  ],
  [
    'a second organisation in Exchange Online',
    {
      ...sound,
      SendConnector: [
        soundSend,
        {
          ...soundSend,
          Identity: 'To Fabrikam',
          AddressSpaces: ['smtp:fabrikam.mail.onmicrosoft.com;1'],
          RequireTLS: false,
        },
      ],
    },
    ['error require-tls: To Fabrikam'],
  ],
  [
    'a gateway in between',
    { ...sound, SendConnector: [{ ...soundSend, SmartHosts: ['mailgw.contoso.com'] }] },
    [`warning smart-host-region: ${String(soundSend['Identity'])}`],
  ],
  [
    'the only one is off',
    { ...sound, SendConnector: [{ ...soundSend, ...off }] },
    [`error connector-disabled: ${String(soundSend['Identity'])}`],
  ],
];

describe('the connectors of a hybrid deployment', () => {
  for (const [title, set, expected, egress] of rows) {
    it(`are told from others: ${title}`, () => {
      assert.deepEqual(found(set, egress), expected);
    });
  }
});

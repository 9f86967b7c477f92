// Each of Microsoft's clouds is known by its hosts and routing domains, and what is advised is of the same cloud.

import assert from 'node:assert/strict';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { cloudOf, isRoutingDomain, tlsDomainFor } from '../../../src/hybrid/clouds.ts';
import { diagnose } from '../../../src/hybrid/diagnose.ts';
import { asJson7, soundSend, utf8 } from '../../support/connectorExports.ts';
import type { ExportedProperties, ExportedSet } from '../../support/connectorExports.ts';
import { now, receive, receives } from './hybridWorlds.ts';

const worldwide = 'mail.protection.outlook.com';
const government = 'mail.protection.office365.us';
const china = 'mail.protection.partner.outlook.cn';

function commandsOf(set: ExportedSet): readonly string[] {
  const exported = parseConnectorExport({ name: 'a', bytes: utf8(asJson7(set)) });
  const { findings } = diagnose({ set: connectorSetOf(['a'], [exported]), now, probes: {} });
  return findings.flatMap(({ repairs }) => repairs.map(({ command }) => command.replace(/^.* -Identity '[^']*' /, '')));
}

describe('clouds', () => {
  it('are known by hosts, routing domains, address spaces and capabilities', () => {
    for (const [hint, cloud] of [
      ['contoso-com.mail.protection.outlook.com', worldwide],
      ['smtp:contoso.mail.onmicrosoft.com;1', worldwide],
      ['contoso-us.mail.protection.office365.us', government],
      ['smtp:contoso.mail.onmicrosoft.us;1', government],
      ['contoso.onmicrosoft.us', government],
      ['SMTP:contoso.partner.mail.onmschina.cn;10', china],
      ['contoso.mail.partner.onmschina.cn', china],
      ['contoso.partner.onmschina.cn', china],
      [`${china}:AcceptCloudServicesMail`, china],
      ['smtp:*;1', undefined],
      ['mail.contoso.com', undefined],
      ['onmschina.cn.contoso.com', undefined],
    ] as const) {
      assert.equal(cloudOf(hint), cloud, hint);
    }
    assert.ok(isRoutingDomain('contoso.partner.mail.onmschina.cn'));
    assert.equal(tlsDomainFor(['mail.contoso.com', 'smtp:contoso.partner.mail.onmschina.cn;1', worldwide]), china);
    assert.equal(tlsDomainFor([]), worldwide);
  });

  const inChina = (change: ExportedProperties, set: ExportedSet): ExportedSet => ({
    ...set,
    SendConnector: [
      {
        ...soundSend,
        AddressSpaces: ['smtp:contoso.partner.mail.onmschina.cn;1'],
        SmartHosts: [],
        TlsDomain: china,
        ...change,
      },
    ],
  });

  it('get the TLS domain that is theirs', () => {
    assert.deepEqual(commandsOf(inChina({}, receive({ TlsDomainCapabilities: [] }))), [
      `-TlsDomainCapabilities ${china}:AcceptCloudServicesMail`,
    ]);
    assert.deepEqual(commandsOf(inChina({ TlsDomain: null }, receives({ TlsDomainCapabilities: [] }))), [
      `-TlsDomain ${china}`,
      `-TlsDomainCapabilities ${china}:AcceptCloudServicesMail`,
      `-TlsDomainCapabilities ${china}:AcceptCloudServicesMail`,
    ]);
  });

  it('are told by what other connectors know, where the way of the mail tells nothing', () => {
    const nowhere = { AddressSpaces: ['smtp:fabrikam.com;1'] };
    assert.deepEqual(commandsOf(inChina(nowhere, receives({ TlsDomainCapabilities: [] }))), [
      `-TlsDomainCapabilities ${china}:AcceptCloudServicesMail`,
      `-TlsDomainCapabilities ${china}:AcceptCloudServicesMail`,
    ]);
    const known = receives({ TlsDomainCapabilities: [`${china}:AcceptCloudServicesMail`] });
    const set = inChina({ ...nowhere, TlsAuthLevel: null, TlsDomain: null }, known);
    assert.deepEqual(commandsOf(set), [`-TlsAuthLevel DomainValidation -TlsDomain ${china}`]);
  });
});

// Which Inbound connector Exchange Online takes: a truth table over certificates, addresses and what is not known.

import assert from 'node:assert/strict';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { chooseConnector } from '../../../src/hybrid/connectorChoice.ts';
import type { SeenSender } from '../../../src/hybrid/connectorChoice.ts';
import type { InboundConnector } from '../../../src/model/connector.ts';
import { asJson7, sound, soundInbound, utf8 } from '../../support/connectorExports.ts';
import type { ExportedProperties } from '../../support/connectorExports.ts';

function inbounds(...changes: readonly ExportedProperties[]): readonly InboundConnector[] {
  const InboundConnector = changes.map((change) => ({ ...soundInbound, Identity: 'a', ...change }));
  const bytes = utf8(asJson7({ ...sound, InboundConnector }));
  return connectorSetOf([''], [parseConnectorExport({ name: '', bytes })]).inbounds;
}

const certificate = { TlsSenderCertificateName: 'mail.contoso.com', SenderIPAddresses: [] };
const wildcard = { TlsSenderCertificateName: '*.contoso.com', SenderIPAddresses: [] };
const address = {
  TlsSenderCertificateName: null,
  SenderIPAddresses: ['203.0.113.0/24', '2001:db8::/32', '::ffff:198.51.100.7'],
};
const both = { ...address, TlsSenderCertificateName: 'mail.contoso.com' };
const neither = { TlsSenderCertificateName: null, SenderIPAddresses: [] };
const off = { ...certificate, Enabled: false };

const right = ['mail.contoso.com'];
const wrong = ['smtp.fabrikam.com'];

type Row = readonly [
  title: string,
  connectors: readonly ExportedProperties[],
  sender: SeenSender,
  match: string,
  taken?: string,
];

const seen = (certificateNames: SeenSender['certificateNames'], at: string | undefined): SeenSender => ({
  certificateNames,
  address: at,
});

const rows: readonly Row[] = [
  ['certificate fits', [certificate], seen(right, undefined), 'certificate', 'a'],
  ['certificate fits, address does not', [both], seen(right, '192.0.2.1'), 'certificate', 'a'],
  ['certificate is another, address fits', [both], seen(wrong, '203.0.113.9'), 'address', 'a'],
  ['certificate is another, address too', [both], seen(wrong, '192.0.2.1'), 'none'],
  ['certificate is another, address not known', [both], seen(wrong, undefined), 'unknown'],
  ['certificate not known, address fits', [both], seen(undefined, '203.0.113.9'), 'unknown'],
  ['certificate not known, no other way', [certificate], seen(undefined, '203.0.113.9'), 'unknown'],
  ['no certificate presented, address fits', [both], seen([], '203.0.113.9'), 'address', 'a'],
  ['no certificate presented, connector by certificate', [certificate], seen([], '203.0.113.9'), 'none'],
  ['by address, fits a range', [address], seen(wrong, '203.0.113.255'), 'address', 'a'],
  ['by address, outside the range', [address], seen(right, '203.0.114.0'), 'none'],
  ['by address, IPv6 in range', [address], seen(wrong, '2001:db8:ffff::1'), 'address', 'a'],
  ['by address, IPv6 out of range', [address], seen(wrong, '2001:db9::1'), 'none'],
  ['by address, mapped sender', [address], seen(wrong, '::ffff:203.0.113.9'), 'address', 'a'],
  ['by address, mapped in the list', [address], seen(wrong, '198.51.100.7'), 'address', 'a'],
  ['by address, not known', [address], seen(right, undefined), 'unknown'],
  ['a wildcard covers names below it', [wildcard], seen(['a.b.contoso.com'], undefined), 'certificate', 'a'],
  ['a wildcard is the same wildcard', [wildcard], seen(['*.contoso.com'], undefined), 'certificate', 'a'],
  ['a wildcard does not cover its own domain', [wildcard], seen(['contoso.com'], undefined), 'none'],
  [
    'a name against a wildcard in the certificate is not documented',
    [certificate],
    seen(['*.contoso.com'], undefined),
    'unknown',
  ],
  ['names are compared in any case', [certificate], seen(['MAIL.Contoso.COM'], undefined), 'certificate', 'a'],
  [
    'an identifier counts by its common name',
    [{ ...certificate, TlsSenderCertificateName: '<I>CN=CA<S>CN=mail.contoso.com, O=Contoso' }],
    seen(right, undefined),
    'certificate',
    'a',
  ],
  ['neither is ever taken', [neither], seen(right, '203.0.113.9'), 'none'],
  ['a connector that is off is passed over', [off], seen(right, '203.0.113.9'), 'none'],
  ['the other one is taken', [off, { ...address, Identity: 'b' }], seen(right, '203.0.113.9'), 'address', 'b'],
  [
    'a certificate goes before an address, whatever the order',
    [address, { ...certificate, Identity: 'b' }],
    seen(right, '203.0.113.9'),
    'certificate',
    'b',
  ],
  ['there is none', [], seen(right, '203.0.113.9'), 'none'],
];

describe('choice of an Inbound connector', () => {
  for (const [title, connectors, sender, match, taken] of rows) {
    it(`${title}: ${match}`, () => {
      const choice = chooseConnector(inbounds(...connectors), sender, true);
      assert.equal(choice.match, match, choice.steps.join('\n'));
      assert.equal(choice.connector, taken);
      if (match === 'none') assert.match(choice.consequence, /MX record .* TLS is not enforced.* No error says so/);
      if (match === 'address') assert.match(choice.consequence, /A match by certificate is the better way/);
    });
  }

  it('tells its steps, connector by connector', () => {
    const { steps } = chooseConnector(inbounds(off, { ...both, Identity: 'b' }), seen(wrong, '192.0.2.1'), true);
    assert.deepEqual(steps, [
      'Inbound connector "a" is passed over: it is turned off.',
      'Inbound connector "b": it expects "mail.contoso.com", but the certificate has "smtp.fabrikam.com".',
      'Inbound connector "b": 192.0.2.1 is not in its SenderIPAddresses ("203.0.113.0/24", "2001:db8::/32", "::ffff:198.51.100.7").',
    ]);
  });

  it('is not known where nobody asked for Inbound connectors', () => {
    const { match, consequence } = chooseConnector([], seen(right, '203.0.113.9'), false);
    assert.equal(match, 'unknown');
    assert.doesNotMatch(consequence, /No Inbound connector/);
  });
});

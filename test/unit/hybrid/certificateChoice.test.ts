// Which certificate a server presents, by Microsoft's order, and what is said of the next renewal.

import assert from 'node:assert/strict';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { chooseCertificates } from '../../../src/hybrid/certificateChoice.ts';
import type { ChosenCertificate } from '../../../src/hybrid/chosenCertificate.ts';
import { hybridPairOf } from '../../../src/hybrid/hybridPair.ts';
import {
  asJson7,
  issuer,
  sound,
  soundCertificate,
  soundReceive,
  subject,
  utf8,
} from '../../support/connectorExports.ts';
import type { ExportedProperties, ExportedSet } from '../../support/connectorExports.ts';
import { now } from './hybridWorlds.ts';

function choices(change: Partial<ExportedSet>): readonly ChosenCertificate[] {
  const bytes = utf8(asJson7({ ...sound, SendConnector: [], ...change }));
  const set = connectorSetOf([''], [parseConnectorExport({ name: '', bytes })]);
  return chooseCertificates(set, hybridPairOf(set), now);
}

/** One server with these certificates, numbered by the first digit of their thumbprints. */
function chosenOf(receive: ExportedProperties, ...certificates: readonly ExportedProperties[]): string {
  const [choice] = choices({
    ReceiveConnector: [{ ...soundReceive, ...receive }],
    ExchangeCertificate: certificates.map((one, index) => ({
      ...soundCertificate,
      Thumbprint: `${index + 1}`.padEnd(40, '0'),
      ...one,
    })),
  });
  return choice?.outcome === 'presented' ? (choice.thumbprint?.slice(0, 1) ?? '?') : (choice?.outcome ?? 'no choice');
}

const byFqdn = { TlsCertificateName: null };
const old = { NotBefore: '2025-01-01T00:00:00Z' };
const fresh = { NotBefore: '2026-10-01T00:00:00Z' };
const selfSigned = {
  Issuer: 'CN=EX01',
  Subject: 'CN=EX01',
  IsSelfSigned: true,
  NotBefore: '2026-11-01T00:00:00Z',
  CertificateDomains: ['EX01', 'mail.contoso.com'],
};
const ended = { NotAfter: '2026-11-01T00:00:00Z' };

describe('choice of a certificate', () => {
  const rows: readonly (readonly [
    title: string,
    expected: string,
    receive: ExportedProperties,
    ...certificates: readonly ExportedProperties[],
  ])[] = [
    ['the named one', '1', {}, {}],
    ['of two with the same names, the one whose validity began last', '2', {}, old, fresh],
    ['in any order', '1', {}, fresh, old],
    ['the named one, whatever is newer under other names', '1', {}, old, { ...fresh, Issuer: 'CN=Other' }],
    ['by Fqdn, the newest with that name', '2', byFqdn, old, { ...fresh, Issuer: 'CN=Other' }],
    ['by Fqdn, with a wildcard', '1', byFqdn, { CertificateDomains: ['*.contoso.com'] }],
    [
      'by Fqdn, none with that name',
      'none',
      byFqdn,
      { CertificateDomains: ['smtp.contoso.com'], Subject: 'CN=smtp.contoso.com' },
    ],
    ['one of an authority before a newer self-signed one', '1', byFqdn, old, selfSigned],
    ['self-signed when there is no other', '1', byFqdn, selfSigned],
    ['not one without SMTP', '1', {}, old, { ...fresh, Services: ['IIS'] }],
    ['without SMTP when there is no other', '1', {}, { Services: ['IIS'] }],
    ['not one without its key', '1', {}, old, { ...fresh, HasPrivateKey: false }],
    ['none when all lack the key', 'none', {}, { HasPrivateKey: false }],
    ['a valid one before one that has ended', '1', {}, old, { ...fresh, ...ended }],
    ['one that has ended when there is no other', '1', {}, ended],
    ['none under the name', 'none', { TlsCertificateName: `<I>CN=Gone<S>${subject}` }, {}],
    ['none without Tls in AuthMechanism', 'none', { AuthMechanism: ['Integrated'] }, {}],
    ['unknown without certificates', 'unknown', {}],
    ['unknown without Fqdn', 'unknown', { ...byFqdn, Fqdn: null }, {}],
    [
      'the same name in another order and spelling',
      '1',
      {
        TlsCertificateName: `<S>c=at,l="VIENNA",O=Contoso Ltd\\.,cn=mail.contoso.com<I>C=US,O=DigiCert Inc,CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1`,
      },
      {},
    ],
  ];
  for (const [title, expected, receive, ...certificates] of rows) {
    it(`is ${title}`, () => {
      assert.equal(chosenOf(receive, ...certificates), expected);
    });
  }

  it('is told for each server', () => {
    const all = choices({
      SendConnector: sound.SendConnector,
      ExchangeCertificate: [
        sound.ExchangeCertificate[0] ?? soundCertificate,
        { ...sound.ExchangeCertificate[1], Services: ['IIS'], Issuer: 'CN=Other' },
      ],
    });
    assert.deepEqual(
      all.map(({ server, role, outcome }) => `${server} ${role} ${outcome}`),
      ['EX01 receive presented', 'EX02 receive none', 'EX01 send presented', 'EX02 send none'],
    );
    assert.match(
      all[1]?.steps.join(' ') ?? '',
      /0 with this issuer and subject on the server\. None is left: STARTTLS is not offered \(event 12014\)/,
    );
    assert.match(all[3]?.steps.join(' ') ?? '', /454 4\.7\.5/);
  });

  it('says what the next renewal does', () => {
    const [named] = choices({});
    assert.match(
      named?.renewal.join(' ') ?? '',
      /ends on 2027-06-15\. With the same issuer and subject, .* servers that were left out .* With another issuer or subject .* TlsCertificateName goes on naming the old one/,
    );
    const [byName] = choices({ ReceiveConnector: [{ ...soundReceive, ...byFqdn }] });
    assert.match(byName?.renewal.join(' ') ?? '', /goes by its Fqdn: on each server, the renewed certificate is taken/);
    assert.ok(issuer.startsWith('CN='));
  });
});

// A certificate that is found by Fqdn is judged as a named one is, and repairs offer what Exchange Online would take.

import assert from 'node:assert/strict';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { diagnose } from '../../../src/hybrid/diagnose.ts';
import { isPublicName } from '../../../src/hybrid/offeredDomain.ts';
import type { HybridDiagnosis } from '../../../src/model/hybrid.ts';
import { asJson7, issuer, sound, soundSend, thumbprint, utf8 } from '../../support/connectorExports.ts';
import type { ExportedProperties, ExportedSet } from '../../support/connectorExports.ts';
import { internal, now, outbound, receive, receives, send } from './hybridWorlds.ts';

function look(set: ExportedSet): HybridDiagnosis {
  const exported = parseConnectorExport({ name: 'a', bytes: utf8(asJson7(set)) });
  return diagnose({ set: connectorSetOf(['a'], [exported]), now, probes: {} });
}

/** `error certificate-dates: …` without the warning that connectors name no certificate. */
function errorsOf(set: ExportedSet): readonly string[] {
  return look(set)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ check, text }) => `${check.replace('hybrid/', '')}: ${text}`);
}

function commandsOf(set: ExportedSet, check: string): string {
  const { findings } = look(set);
  return findings
    .filter((one) => one.check === `hybrid/${check}`)
    .flatMap(({ repairs }) => repairs.map(({ command }) => command))
    .join('\n');
}

/** No connector names its certificate. */
const byFqdn: ExportedSet = {
  ...sound,
  SendConnector: [{ ...soundSend, TlsCertificateName: null }],
  ReceiveConnector: receives({ TlsCertificateName: null }).ReceiveConnector,
  HybridConfiguration: [],
};

function withCertificates(
  set: ExportedSet,
  first: ExportedProperties,
  second: ExportedProperties = first,
  ...more: readonly ExportedProperties[]
): ExportedSet {
  const [one, other] = sound.ExchangeCertificate;
  return { ...set, ExchangeCertificate: [{ ...one, ...first }, { ...other, ...second }, ...more] };
}

const ended = { NotAfter: '2026-10-15T00:00:00Z', Status: 'DateInvalid' };

describe('a certificate found by Fqdn', () => {
  it('is judged by its dates', () => {
    assert.deepEqual(
      errorsOf(withCertificates(byFqdn, ended)).map((text) => text.replace(/ The certificate .*(?= on EX)/, '')),
      ['certificate-dates: on EX01 ended on 2026-10-15.', 'certificate-dates: on EX02 ended on 2026-10-15.'],
    );
  });

  it('is judged by its status, key and services', () => {
    assert.match(errorsOf(withCertificates(byFqdn, { Status: 'Untrusted' }))[0] ?? '', /^certificate-status: /);
    const errors = errorsOf(withCertificates(byFqdn, { HasPrivateKey: false }, { Services: ['IIS'] }));
    assert.equal(errors.length, 2);
    assert.match(errors[0] ?? '', /^certificate-not-for-smtp: .* on EX02/);
    assert.match(errors[1] ?? '', /^certificate-without-key: .* on EX01/);
  });

  it('is missed where no server that sends has one', () => {
    const set = { ...byFqdn, SendConnector: [{ ...soundSend, TlsCertificateName: null, Fqdn: 'smtp.contoso.com' }] };
    assert.match(
      errorsOf(set).join('\n'),
      /No certificate on EX01, EX02 has "smtp.contoso.com", the Fqdn of Send connector .*: none is presented to Exchange Online/,
    );
    assert.match(commandsOf(set, 'certificate-missing'), new RegExp(`-Thumbprint ${thumbprint} -Server EX01`));
  });

  it('is not taken for replaced by a newer one of another name, nor by one that is not presented', () => {
    const name = 'smtp.contoso.com';
    const newer = { ...internal, NotBefore: '2026-10-01T00:00:00Z', Subject: `CN=${name}`, CertificateDomains: [name] };
    const other = `<I>${String(internal.Issuer)}<S>CN=${name}`;
    const set = { ...byFqdn, SendConnector: [{ ...soundSend, TlsCertificateName: other }] };
    assert.match(errorsOf(withCertificates(set, ended, {}, newer)).join('\n'), /certificate-dates: .* on EX01 ended/);
    const keyless = withCertificates(set, { ...ended, HasPrivateKey: false }, {}, newer);
    assert.match(
      errorsOf({ ...keyless, ReceiveConnector: sound.ReceiveConnector }).join('\n'),
      /certificate-dates: .* on EX01 ended/,
    );
    const bare = { ...sound.ExchangeCertificate[0], NotBefore: '2026-10-01T00:00:00Z', HasPrivateKey: false };
    assert.match(
      errorsOf(withCertificates(sound, ended, {}, { ...bare, Identity: 'EX01\\CC', Thumbprint: 'C'.repeat(40) })).join(
        '\n',
      ),
      /certificate-dates: .* on EX01 ended/,
    );
  });
});

describe('a repair that names a certificate', () => {
  const unset = receive({ TlsCertificateName: null, Fqdn: 'EX02.contoso.local' });
  const inside = {
    ...internal,
    Identity: 'EX02\\BBBB456789ABCDEF0123456789ABCDEF01234567',
    Server: 'EX02',
    Subject: 'CN=EX02.contoso.local',
    CertificateDomains: ['EX02.contoso.local'],
  };
  /** The internal one stands first in the export. */
  const among = (change: ExportedProperties, set: ExportedSet = unset): ExportedSet => ({
    ...set,
    ExchangeCertificate: [inside, ...withCertificates(set, {}, change).ExchangeCertificate],
  });

  it('offers the one with the name that Exchange Online verifies', () => {
    assert.match(commandsOf(among({}), 'certificate-name-unset'), new RegExp(`-Thumbprint ${thumbprint} -Server EX02`));
  });

  it('offers none that lacks its key, SMTP or a name that fits, is not valid, or self-signed', () => {
    for (const change of [
      { HasPrivateKey: false },
      { Services: ['IIS'] },
      { CertificateDomains: ['smtp.contoso.net'], Subject: 'CN=smtp.contoso.net' },
      ended,
      { IsSelfSigned: true },
    ]) {
      const commands = commandsOf(among(change), 'certificate-name-unset');
      assert.match(commands, /-Thumbprint <thumbprint> -Server EX02/, JSON.stringify(change));
    }
  });

  it('offers for sending what the Inbound connector expects', () => {
    const set = among({}, send({ TlsCertificateName: null, Fqdn: null }));
    assert.match(commandsOf(set, 'certificate-name-unset'), new RegExp(`-Thumbprint ${thumbprint} `));
    const other = { ...set, InboundConnector: [{ ...sound.InboundConnector[0], TlsSenderCertificateName: 'x.test' }] };
    assert.match(commandsOf(other, 'certificate-name-unset'), /-Thumbprint <thumbprint>/);
  });

  it('goes by what the other connectors name where Exchange Online is not told', () => {
    const set = { ...among({}), OutboundConnector: [] };
    assert.match(commandsOf(set, 'certificate-name-unset'), new RegExp(`-Thumbprint ${thumbprint} -Server EX02`));
    const alone = { ...set, SendConnector: [], ReceiveConnector: unset.ReceiveConnector.slice(1) };
    assert.match(commandsOf(alone, 'certificate-name-unset'), /-Thumbprint <thumbprint> -Server EX02/);
  });

  it('offers as heir of a renewed one none that cannot be used', () => {
    const gone = receive({ TlsCertificateName: `<I>CN=Old CA<S>${String(sound.ExchangeCertificate[0]?.Subject)}` });
    assert.match(commandsOf(gone, 'certificate-name-unmatched'), new RegExp(thumbprint));
    assert.match(
      commandsOf(withCertificates(gone, {}, { HasPrivateKey: false }), 'certificate-name-unmatched'),
      /<thumbprint>/,
    );
  });

  it('never has the Outbound connector verify a self-signed name or one of the inside', () => {
    const own = { Issuer: 'CN=EX01', Subject: 'CN=EX01', CertificateDomains: ['EX01', 'EX01.contoso.local'] };
    const names = { Fqdn: 'EX01.contoso.local', TlsCertificateName: null };
    for (const change of [
      { ...own, IsSelfSigned: true },
      { ...own, CertificateDomains: [...own.CertificateDomains, 'ex01.contoso.com'], IsSelfSigned: true },
      { ...own, Issuer: issuer },
    ]) {
      const set = withCertificates(receives(names), change);
      assert.match(commandsOf(set, 'outbound-tls-domain'), /-TlsDomain '<name on the certificate>'$/);
    }
    const right = withCertificates(outbound({ TlsDomain: 'owa.contoso.com' }), {
      CertificateDomains: ['EX01.contoso.local', 'mail.contoso.com'],
    });
    assert.match(commandsOf(right, 'outbound-tls-domain'), /-TlsDomain mail.contoso.com$/);
  });

  it('tells names of the inside from those that an authority certifies', () => {
    for (const name of [
      'mail.contoso.com',
      '*.contoso.com',
      'mail.contoso.com.',
      'mail.local.contoso.at',
      'a.xn--p1ai',
    ])
      assert.ok(isPublicName(name), name);
    for (const name of [
      'EX01',
      'ex01.contoso.local',
      'a.CORP',
      'b.home.arpa',
      '192.0.2.1',
      '[192.0.2.1]',
      '2001:db8::1',
    ])
      assert.ok(!isPublicName(name), name);
  });
});

describe('certificates of servers that are not in the export', () => {
  it('are not known, rather than missing', () => {
    const edge = `<I>${issuer}<S>CN=edge.contoso.com`;
    const set = send({ SourceTransportServers: ['EDGE01', 'EDGE02'], TlsCertificateName: edge });
    const { findings, unchecked } = look({ ...set, HybridConfiguration: [] });
    assert.ok(!findings.some(({ check }) => check === 'hybrid/certificate-name-unmatched'));
    const reasons = unchecked.filter(({ check }) => check === 'hybrid/certificate-name-unmatched');
    assert.match(
      reasons.map(({ reason }) => reason).join('\n'),
      /^The certificates of EDGE01, EDGE02 are not in the export: whether the one that Send connector .* names is there is not known\.$/,
    );
    // One of them is there, and has none of this name.
    const half = send({ SourceTransportServers: ['EDGE01', 'EX01'], TlsCertificateName: edge });
    assert.match(errorsOf(half).join('\n'), /certificate-name-unmatched: .* no certificate on EX01/);
  });
});

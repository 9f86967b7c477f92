// Exports of every form say the same, with places; what they do not tell is known to be lost; nothing secret stays.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportFormatOf, parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import type { ConnectorExport } from '../../../src/formats/connectorExport.ts';
import type { ExportedNoun, Field } from '../../../src/model/connector.ts';
import {
  asClixml,
  asCsv,
  asJson5,
  asJson7,
  asList,
  certificateName,
  plantedSecret,
} from '../../support/connectorExports.ts';
import { sound, soundSend, utf16, utf8 } from '../../support/connectorExports.ts';

function read(text: string | Buffer, name = 'export'): ConnectorExport {
  return parseConnectorExport({ name, bytes: typeof text === 'string' ? utf8(text) : text });
}

/** Without places: lists as texts, everything else as it is. */
function bare(noun: ExportedNoun): unknown {
  return Object.fromEntries(
    Object.entries(noun)
      .filter(([name]) => name !== 'place')
      .map(([name, field]: [string, unknown]) => {
        if (typeof field !== 'object' || field === null || !('status' in field)) return [name, field];
        const one = field as Field<unknown>;
        if (one.status !== 'known') return [name, one.status];
        const { value } = one;
        if (typeof value !== 'object' || value === null || !('items' in value)) return [name, value];
        return [name, (value as { items: readonly { text: string }[] }).items.map(({ text }) => text)];
      }),
  );
}

const forms: Readonly<Record<string, string>> = {
  'JSON of PowerShell 7': asJson7(sound),
  'JSON of PowerShell 5.1, appended': asJson5(sound),
  CSV: asCsv(sound),
  'CSV that a German spreadsheet saved': asCsv(sound).replaceAll('"True"', '"WAHR"').replaceAll('"False"', '"FALSCH"'),
  'CSV that names its delimiter': `sep=,\r\n${asCsv(sound)}`,
  CLIXML: asClixml(sound),
  'Format-List': asList(sound),
  'Format-List in a narrow window': asList(sound, 70),
};

const expected = read(asJson7(sound)).nouns.map(bare);

describe('exports of connectors', () => {
  it('give four connectors, certificates, domains and the configuration', () => {
    const whole = read(asJson7(sound));
    assert.deepEqual(whole.problems, []);
    const set = connectorSetOf(['export'], [whole]);
    assert.deepEqual(
      [set.sends, set.receives, set.inbounds, set.outbounds, set.certificates, set.acceptedDomains].map(
        (all) => all.length,
      ),
      [1, 2, 1, 1, 2, 2],
    );
    const [send] = set.sends;
    assert.deepEqual(send === undefined ? undefined : bare(send), {
      kind: 'send',
      identity: 'Outbound to Office 365 - 5f1c',
      enabled: true,
      requireTls: true,
      tlsAuthLevel: 'DomainValidation',
      tlsDomain: 'mail.protection.outlook.com',
      tlsCertificateName: certificateName,
      fqdn: 'mail.contoso.com',
      smartHosts: ['contoso-com.mail.protection.outlook.com'],
      addressSpaces: ['smtp:contoso.mail.onmicrosoft.com;1'],
      cloudServicesMailEnabled: true,
      ignoreStartTls: false,
      sourceServers: ['EX01', 'EX02'],
    });
    assert.deepEqual(set.configurations.map(bare), [
      {
        kind: 'hybrid-configuration',
        identity: 'Hybrid Configuration',
        tlsCertificateName: certificateName,
        onPremisesSmartHost: 'mail.contoso.com',
        domains: ['contoso.com', 'contoso.at'],
        receivingServers: ['EX01', 'EX02'],
        sendingServers: ['EX01', 'EX02'],
      },
    ]);
  });

  for (const [form, text] of Object.entries(forms)) {
    for (const [coding, bytes] of [
      ['UTF-8', utf8(text)],
      ['UTF-16LE', utf16(text)],
      ['UTF-16BE', utf16(text, true)],
    ] as const) {
      it(`say the same as ${form} in ${coding}`, () => {
        const { nouns, problems } = read(bytes);
        assert.deepEqual(problems, []);
        assert.deepEqual(nouns.map(bare), expected);
      });
    }
  }

  for (const [form, text] of Object.entries(forms)) {
    it(`keep the place of each value in ${form}`, () => {
      const lines = text.split('\n');
      const { nouns } = read(text, 'a file');
      const send = nouns.find(({ kind }) => kind === 'send');
      assert.ok(send?.kind === 'send' && send.tlsDomain.status === 'known' && send.smartHosts.status === 'known');
      for (const [place, value] of [
        [send.tlsDomain.place, 'mail.protection.outlook.com'],
        [send.smartHosts.value.items[0]?.place, 'contoso-com.mail.protection.outlook.com'],
      ] as const) {
        assert.equal(place?.file, 'a file');
        const line = lines[(place?.line ?? 0) - 1] ?? '';
        assert.ok(
          line
            .slice((place?.column ?? 0) - 1)
            .slice(0, place?.length)
            .includes(value),
          `${form}: ${line}`,
        );
      }
    });

    it(`hold no trace of a credential that stands in ${form}`, () => {
      assert.ok(text.includes(plantedSecret));
      assert.doesNotMatch(JSON.stringify(read(text)), new RegExp(plantedSecret));
      // Nor when the file is damaged anywhere.
      for (let cut = 1; cut < 40; cut++) {
        const damaged = `${text.slice(0, Math.floor((text.length * cut) / 40))}"}{<&${text.slice(-50)}`;
        assert.doesNotMatch(JSON.stringify(read(damaged)), new RegExp(plantedSecret));
      }
    });
  }

  it('tell what a CSV export has lost instead of taking it for a value', () => {
    const { nouns } = read(asCsv(sound, 'types'));
    const send = nouns.find(({ kind }) => kind === 'send');
    assert.ok(send?.kind === 'send');
    assert.equal(send.smartHosts.status, 'lost');
    assert.equal(
      send.smartHosts.status === 'lost' && send.smartHosts.reason,
      'the export holds the name of a type in its place',
    );
    for (const name of [
      'System.String[]',
      'System.Collections.ArrayList',
      'Microsoft.Exchange.Data.MultiValuedProperty`1[Microsoft.Exchange.Data.SmartHost]',
    ]) {
      const [object] = read(`"Name","AddressSpaces","SmartHosts"\r\n"a","${name}","b.example"\r\n`).nouns;
      assert.equal(object?.kind === 'send' && object.addressSpaces.status, 'lost', name);
    }
  });

  it('tell a list that Format-List cut short', () => {
    for (const dots of ['...', '…']) {
      const text = `Name : a\r\nSenderIPAddresses : {192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4${dots}}\r\n`;
      const [inbound] = read(text).nouns;
      assert.ok(inbound?.kind === 'inbound' && inbound.senderAddresses.status === 'known', text);
      assert.equal(inbound.senderAddresses.value.isComplete, false);
      assert.deepEqual(
        inbound.senderAddresses.value.items.map((item) => item.text),
        ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
      );
    }
  });

  describe('by Format-List, with a comment of several paragraphs', () => {
    /** What stands between the paragraphs, and the second of them. */
    const comments: Readonly<Record<string, readonly string[]>> = {
      'padded to where values begin': ['                       ', '                       Ticket 4711'],
      'padded to the colon': ['                     ', '                     Ticket 4711'],
      'emptied by an editor': ['', '                       Ticket 4711'],
      'followed by nothing': ['                       '],
      'followed by nothing, and emptied by an editor': [''],
      'followed by several that an editor emptied': ['', '', '                       Ticket', '', ''],
    };
    const about = (between: readonly string[], rest: readonly string[]): ConnectorExport =>
      read(
        [
          'AddressSpaces        : {smtp:contoso.mail.onmicrosoft.com;1}',
          'Enabled              : True',
          'Comment              : Made by the wizard.',
          ...between,
          ...rest,
          '',
          'Name                 : Internet',
          'RequireTLS           : True',
          'TlsAuthLevel         : EncryptionOnly',
        ].join('\r\n'),
      );
    const rest = ['Name                 : To Office 365', 'RequireTLS           : False', 'TlsAuthLevel         :'];
    for (const [title, between] of Object.entries(comments)) {
      it(`read one object where its empty line is ${title}`, () => {
        const { nouns, problems } = about(between, rest);
        assert.deepEqual(problems, []);
        assert.deepEqual(
          nouns.map((one) => one.kind === 'send' && [one.identity, one.requireTls.status, one.tlsAuthLevel.status]),
          [
            ['To Office 365', 'known', 'unset'],
            ['Internet', 'known', 'known'],
          ],
        );
        const [first] = nouns;
        assert.equal(first?.kind === 'send' && first.addressSpaces.status, 'known');
        assert.equal(first?.place.line, 1);
      });
    }

    it('take a line of blanks for one of the comment, though each half has a name', () => {
      const halves = ['Identity  : a', 'Comment   : Mine', '           ', 'Name      : a', 'SmartHosts : {b.example}'];
      const noun = read(['AddressSpaces : {smtp:*;1}', ...halves].join('\n')).nouns;
      assert.equal(noun.length, 1);
      assert.equal(noun[0]?.kind === 'send' && noun[0].smartHosts.status, 'known');
    });

    it('do not join objects that both have a name, are of two kinds, or are not parted by a comment', () => {
      const other = ['', 'Identity             : Second', 'TlsAuthLevel         : EncryptionOnly', 'SmartHosts : {}'];
      for (const lines of [
        ['Name : First', 'RequireTLS : True', 'AddressSpaces : {smtp:*;1}', 'Comment : Mine', ...other],
        ['TlsSettings : EncryptionOnly', 'Enabled : True', 'Comment : Mine', ...other],
        ['AddressSpaces : {smtp:*;1}', 'Enabled : True', ...other],
      ]) {
        assert.equal(read(lines.join('\n')).nouns.length, 2, lines.join('\n'));
      }
    });

    it('tell a part that cannot be joined', () => {
      const { nouns, problems } = about(['', 'See the wiki.', '', 'Port : 25', ''], rest);
      assert.deepEqual(
        nouns.map((one) => 'identity' in one && one.identity),
        ['', 'To Office 365', 'Internet'],
      );
      assert.deepEqual(
        problems.map(({ message, place }) => [/it may be a part of one of them/.test(message), place.line]),
        [[true, 1]],
      );
    });
  });

  it('read the objects that lists hold where the depth was large enough', () => {
    const text = JSON.stringify({
      Name: 'a',
      AuthMechanism: 5,
      TlsCertificateName: { CertificateSubject: 'CN=b', CertificateIssuer: 'CN=c', SubjectCommonName: { Domain: 'b' } },
      RemoteIPRanges: [
        { LowerBound: '192.0.2.0', UpperBound: '192.0.2.255', Expression: '192.0.2.0/24' },
        { LowerBound: { Address: '192.0.2.7' }, UpperBound: { Address: '192.0.2.9' } },
      ],
      TlsDomainCapabilities: [
        {
          Domain: { SmtpDomain: { Domain: 'b.example' }, IncludeSubDomains: true },
          Capabilities: 'AcceptCloudServicesMail',
        },
      ],
    });
    const [noun] = read(text).nouns;
    assert.deepEqual(noun === undefined ? undefined : bare(noun), {
      kind: 'receive',
      identity: 'a',
      enabled: 'absent',
      server: 'absent',
      requireTls: 'absent',
      tlsCertificateName: '<I>CN=c<S>CN=b',
      tlsDomainCapabilities: ['*.b.example:AcceptCloudServicesMail'],
      fqdn: 'absent',
      authMechanism: ['Tls', 'BasicAuth'],
      permissionGroups: 'absent',
      bindings: 'absent',
      remoteRanges: ['192.0.2.0/24', '192.0.2.7-192.0.2.9'],
    });
  });

  it('read the dates of other cultures where the file tells the order, and say so where it does not', () => {
    const dates = (before: string, after: string): unknown => {
      const [noun] = read(`Thumbprint : AB\r\nNotBefore : ${before}\r\nNotAfter : ${after}\r\n`).nouns;
      assert.ok(noun?.kind === 'certificate');
      return [noun.notBefore, noun.notAfter].map((field) =>
        field.status === 'known'
          ? new Date(field.value).toISOString().slice(0, 16)
          : field.status === 'lost'
            ? field.reason
            : field.status,
      );
    };
    assert.deepEqual(dates('3/4/2026 1:00:00 AM', '12/31/2026 11:59:59 PM'), ['2026-03-04T01:00', '2026-12-31T23:59']);
    assert.deepEqual(dates('03/04/2026 00:00:00', '31/12/2026 23:59:59'), ['2026-04-03T00:00', '2026-12-31T23:59']);
    assert.deepEqual(dates('04.03.2026 00:00:00', '2026-12-31T23:59:59.0000000+02:00'), [
      '2026-03-04T00:00',
      '2026-12-31T21:59',
    ]);
    const open = 'its day and month could stand either way round';
    assert.deepEqual(dates('3/4/2026 1:00:00 AM', '5/6/2026 1:00:00 AM'), [open, open]);
    assert.deepEqual(dates('30.02.2026', 'soon'), [
      'it is not a date that can be read',
      'it is not a date that can be read',
    ]);
  });

  it('say where a file is damaged, and keep the good objects', () => {
    const json = asJson7(sound).replace('"Name": "Inbound from 5f1c"', '"Name": ?');
    const spoilt = read(json);
    assert.equal(spoilt.nouns.length, expected.length);
    assert.equal(spoilt.problems[0]?.place.line, json.slice(0, json.indexOf('?')).split('\n').length);
    const csv = read(`${asCsv({ ...sound, SendConnector: [soundSend, soundSend] })}"too","few"\r\n`);
    assert.equal(csv.nouns.length, expected.length + 1);
    assert.match(csv.problems[0]?.message ?? '', /2 cells, but there are 7 columns/);
    const xml = asClixml(sound);
    const half = read(xml.slice(0, xml.indexOf('</Obj>', xml.length / 2)));
    assert.ok(half.nouns.length > 1 && half.problems.length === 1);
    assert.match(half.problems[0]?.message ?? '', /ends before its last element/);
  });

  it('refuse what is no export, by name', () => {
    for (const [text, message] of [
      ['', /The file is empty/],
      ['Dear all,\nour mail has stopped.', /no export of connectors/],
      ['{"a": 1, "b": [2]}', /No connector, certificate or domain/],
      ['[{"Name": "a", "Enabled": true}]', /none of those that are read/],
      ['<!DOCTYPE Objs [<!ENTITY a "b">]><Objs/>', /no export|document types/],
      ['<Objs><!DOCTYPE x></Objs>', /Declarations of document types are not read/],
      [`<Objs>${'<Obj>'.repeat(100)}`, /nested too deeply/],
      [`${'['.repeat(100)}`, /nested too deeply/],
    ] as const) {
      assert.match(read(text).problems[0]?.message ?? '', message, text.slice(0, 40));
    }
    const large = parseConnectorExport({ name: 'a', bytes: Buffer.alloc(20 * 1024 * 1024 + 1, 0x20) });
    assert.match(large.problems[0]?.message ?? '', /larger than 20 MB/);
  });

  it('never throw, nor take long, whatever the bytes', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(forms)),
        fc.nat(),
        fc.nat(400),
        fc.string(),
        (text, at, length, insert) => {
          const start = at % text.length;
          read(text.slice(0, start) + insert + text.slice(start + length));
        },
      ),
      { numRuns: 150 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void read(Buffer.from(bytes))));
    const began = Date.now();
    for (const piece of [
      '"',
      '<a b="',
      'Name :',
      '{a, ',
      '<I>CN=',
      '[{"Name":',
      '#TYPE ',
      'a,b\n',
      '<Obj N="Name">',
      ' ',
      '_x000A_',
    ]) {
      read(`Name : x\nFqdn : y\n${piece.repeat(100_000)}`);
      read(`${piece.repeat(100_000)}`);
      read(`<Objs>${piece.repeat(100_000)}`);
    }
    assert.ok(Date.now() - began < 20_000);
  });

  it('know each form by how it begins', () => {
    assert.deepEqual(Object.values(forms).map(exportFormatOf), [
      'json',
      'json',
      'csv',
      'csv',
      'csv',
      'clixml',
      'list',
      'list',
    ]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LogLineReader } from '../../../src/formats/logLines.ts';
import { directionOfFileName, parseLogTime, ProtocolLogParser, splitCells } from '../../../src/formats/protocolLog.ts';
import { parseTlsFailure, parseTlsSuccess, readLoggedCertificates } from '../../../src/formats/protocolLogTls.ts';
import type { LogRow } from '../../../src/model/protocolLog.ts';
import {
  cell,
  certificateRows,
  fieldsHeader,
  logHeader,
  logText,
  packedCertificate,
  sessionRows,
  success,
} from '../../support/protocolLogs.ts';

interface Read {
  readonly rows: readonly LogRow[];
  readonly problems: readonly string[];
  readonly parser: ProtocolLogParser;
}

function readPieces(pieces: readonly Uint8Array[]): Read {
  const lines = new LogLineReader();
  const parser = new ProtocolLogParser();
  const items = [
    ...pieces.flatMap((piece) => [...lines.push(piece)].flatMap((line) => [...parser.push(line)])),
    ...[...lines.finish()].flatMap((line) => [...parser.push(line)]),
    ...parser.finish(),
  ];
  return {
    rows: items.flatMap((item) => (item.kind === 'row' ? [item.row] : [])),
    problems: items.flatMap((item) => (item.kind === 'problem' ? [item.problem] : [])),
    parser,
  };
}

function read(text: string): Read {
  return readPieces([Buffer.from(text, 'utf8')]);
}

function rowsOf(rows: Parameters<typeof sessionRows>[0]['rows']): readonly LogRow[] {
  return read(logText('Send', sessionRows({ id: '08D000000000001', rows }))).rows;
}

describe('rows of a protocol log', () => {
  it('have the fields that the header names, quotes taken off', () => {
    // github.com/microsoft/CSS-Exchange and learn.microsoft.com/exchange/mail-flow/connectors/protocol-logging
    const { rows, parser, problems } = read(
      `${logHeader('Receive')}2023-01-11T15:59:53.909Z,SERVER1\\Default Frontend SERVER1,08D479E14521204D,1,10.10.10.10:25,95.10.20.33:56026,>,"220 SERVER1 Microsoft ESMTP MAIL Service ready at Wed, 11 Jan 2023 16:59:51 +0100",\r\n`,
    );
    assert.deepEqual(problems, []);
    assert.equal(parser.direction, 'receive');
    assert.equal(parser.software, 'Microsoft Exchange Server 15.0.0.0');
    assert.deepEqual(rows, [
      {
        place: { line: 6, offset: Buffer.byteLength(logHeader('Receive')) },
        at: Date.UTC(2023, 0, 11, 15, 59, 53, 909),
        connector: 'SERVER1\\Default Frontend SERVER1',
        session: '08D479E14521204D',
        sequence: 1,
        local: '10.10.10.10:25',
        remote: '95.10.20.33:56026',
        event: 'sent',
        data: '220 SERVER1 Microsoft ESMTP MAIL Service ready at Wed, 11 Jan 2023 16:59:51 +0100',
        context: '',
      },
    ]);
  });

  it('may come in another order, and without a header in the usual one', () => {
    const swapped = 'session-id,event,date-time,data,context,sequence-number,connector-id';
    const { rows } = read(`#Fields: ${swapped}\n08D1,<,2026-01-05T06:00:00.000Z,220 mx,,7,To the Internet\n`);
    assert.deepEqual(
      rows.map(({ session, event, data, sequence, connector, local }) => [
        session,
        event,
        data,
        sequence,
        connector,
        local,
      ]),
      [['08D1', 'received', '220 mx', 7, 'To the Internet', '']],
    );
    assert.equal(
      read('2026-01-05T06:00:00Z,c,08D1,3,l,r,*,,Sending certificate').rows[0]?.context,
      'Sending certificate',
    );
  });

  it('ignore a header of another kind of log', () => {
    const { rows } = read(`#Fields: time,source\n2026-01-05T06:00:00Z,c,08D1,3,l,r,+,,`);
    assert.equal(rows.length, 1);
  });

  it('are read byte by byte as at once, with or without a byte order mark, with LF or CR LF', () => {
    const rows = sessionRows({
      id: '08DE',
      connector: '组织内 "SMTP", 发送',
      rows: [['+'], ['<', '220 a, "b"\nc'], ['-', '', 'Local']],
    });
    const text = logText('Send', rows);
    const whole = read(text);
    assert.equal(whole.rows.length, 3);
    assert.equal(whole.rows[0]?.connector, '组织内 "SMTP", 发送');
    assert.equal(whole.rows[1]?.data, '220 a, "b"\nc');
    const bytewise = readPieces([...Buffer.from(text, 'utf8')].map((byte) => Uint8Array.of(byte)));
    assert.deepEqual(bytewise.rows, whole.rows);
    const marked = read(`\uFEFF${text}`);
    assert.equal(marked.parser.direction, 'send');
    assert.deepEqual(
      marked.rows.map(({ data }) => data),
      whole.rows.map(({ data }) => data),
    );
    const unix = read(text.replaceAll('\r\n', '\n'));
    assert.deepEqual(
      unix.rows.map(({ data }) => data),
      whole.rows.map(({ data }) => data),
    );
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const inPieces = readPieces([...wide].map((byte) => Uint8Array.of(byte)));
    assert.deepEqual(
      inPieces.rows.map(({ data }) => data),
      whole.rows.map(({ data }) => data),
    );
  });

  it('are found again by their place in the file', () => {
    const text = logText('Send', sessionRows({ id: '08DE', rows: [['+'], ['<', '220 ü'], ['-', '', 'Local']] }));
    const bytes = Buffer.from(text, 'utf8');
    for (const { place, session } of read(text).rows) {
      const line = bytes.subarray(place.offset).toString('utf8').split('\r\n')[0] ?? '';
      assert.ok(line.includes(session), line);
      assert.equal(text.split('\r\n')[place.line - 1], line);
    }
  });

  it('go on behind a quote that nobody closed', () => {
    const [first = '', second = ''] = sessionRows({ id: '08DE', rows: [['+'], ['-']] });
    const { rows } = read(`${first.replace(',+,,', ',*,"never closed')}\n${second}\n`);
    assert.deepEqual(
      rows.map(({ event, data }) => [event, data]),
      [
        ['information', 'never closed'],
        ['disconnected', ''],
      ],
    );
  });

  it('say on which line something is no row', () => {
    const { rows, problems } = read(`${fieldsHeader}\nhello\n2026-01-05T06:00:00Z,c,08D1,3,l,r,?,,\n`);
    assert.deepEqual(rows, []);
    assert.deepEqual(problems, [
      'Line 2 is no row of a protocol log: hello',
      'Line 3 is no row of a protocol log: 2026-01-05T06:00:00Z,c,08D1,3,l,r,?,,',
    ]);
  });

  it('bear huge fields, NUL and escapes, and hold no more than 64 KB of a line', () => {
    const [row = ''] = sessionRows({ id: '08DE', rows: [['<', '250 \u0000\u001b[31mred']] });
    const huge = `2026-01-05T06:00:00Z,c,08D1,3,l,r,<,${'A'.repeat(300_000)},`;
    const lines = new LogLineReader();
    const pieces = Array.from({ length: 40 }, (_, index) =>
      Buffer.from(huge.slice(index * 8_192, (index + 1) * 8_192)),
    );
    const read64 = pieces.flatMap((piece) => [...lines.push(piece)]);
    const [cut] = [...read64, ...lines.finish()];
    assert.equal(cut?.isCut, true);
    assert.equal(cut?.text.length, 64 * 1024);
    const { rows } = read(`${row}\n${huge}\n${row}`);
    assert.deepEqual(
      rows.map(({ place }) => place.line),
      [1, 2, 3],
    );
    assert.equal(rows[2]?.data, '250 \u0000\u001b[31mred');
  });

  it('never throw, whatever the bytes, and do not depend on how they are split', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        ',',
        '\n',
        '\r\n',
        '#Fields: ',
        '#',
        '2026-01-05T06:00:00.000Z,c,08D1,3,l,r,',
        '*,,',
        '<,220 x,',
        '\u0000',
        '\uFEFF',
      ),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const bytes = Buffer.from(parts.join(''), 'utf8');
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
        const [one, other] = [readPieces([bytes]), readPieces(pieces)];
        assert.deepEqual(other.rows, one.rows);
        assert.deepEqual(other.problems, one.problems);
      }),
      { numRuns: 300 },
    );
  });

  it('split into the cells that were written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 9 }), (cells) => {
        assert.deepEqual(splitCells(cells.map(cell).join(',')), { cells, isOpen: false });
      }),
    );
    assert.deepEqual(splitCells('a,"b'), { cells: ['a', 'b'], isOpen: true });
    assert.deepEqual(splitCells('"a"b,c'), { cells: ['ab', 'c'], isOpen: false });
  });

  it('tell times and names of files', () => {
    assert.equal(parseLogTime('2026-01-05T06:00:00.1234567Z'), Date.UTC(2026, 0, 5, 6, 0, 0, 123));
    assert.equal(parseLogTime('2026-01-05 06:00:00'), Date.UTC(2026, 0, 5, 6));
    assert.equal(parseLogTime('5.1.2026 06:00'), undefined);
    assert.equal(directionOfFileName('C:\\Logs\\SEND2026010506-1.LOG'), 'send');
    assert.equal(directionOfFileName('/logs/RECV20260105-1.log'), 'receive');
    assert.equal(directionOfFileName('sender.log'), undefined);
  });
});

describe('what a protocol log says of TLS', () => {
  it('is a version and the names of algorithms', () => {
    assert.deepEqual(parseTlsSuccess(success), {
      protocol: 'SP_PROT_TLS1_2_CLIENT',
      version: 'TLSv1.2',
      cipher: 'CALG_AES_256',
      hash: 'CALG_SHA_384',
      keyExchange: 'CALG_ECDH_EPHEM',
      keyExchangeBits: 384,
    });
    assert.equal(parseTlsSuccess(success.replaceAll('TLS1_2', 'TLS1_0'))?.version, 'TLSv1');
    assert.equal(parseTlsSuccess(success.replaceAll('TLS1_2', 'TLS1_3'))?.version, 'TLSv1.3');
    const short = 'TLS protocol SP_PROT_SSL3_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256';
    assert.deepEqual(parseTlsSuccess(short), { protocol: 'SP_PROT_SSL3_SERVER', cipher: 'CALG_AES_256' });
    assert.equal(parseTlsSuccess('TLS negotiation failed with error NoCredentials'), undefined);
  });

  it('is the name of an error', () => {
    assert.equal(parseTlsFailure('TLS negotiation failed with error NoCredentials'), 'NoCredentials');
    assert.equal(parseTlsFailure('TLS negotiation failed with error SocketError.'), 'SocketError');
    assert.equal(parseTlsFailure('TLS negotiation failed, fatal exception'), 'fatal exception');
    assert.equal(parseTlsFailure(success), undefined);
  });

  it('is a certificate in rows of its own', () => {
    const [certificate, ...others] = readLoggedCertificates(rowsOf([...certificateRows, ['-', '', 'Local']]));
    assert.deepEqual(others, []);
    assert.deepEqual(certificate, {
      side: 'own',
      label: 'Sending certificate',
      subject: 'CN=*.contoso.com, OU=IT',
      issuer: 'CN=Issuing CA, O=Example, C=US',
      serialNumber: '0D92CFF6070B73AD5722EC8B4DA3389B',
      thumbprint: 'AAA3D3DADA6891A2CCB3134D0B2D7764F1351BC4',
      names: ['*.contoso.com', 'contoso.com'],
      place: certificate?.place,
    });
  });

  it('is a certificate in one row, its names told apart where that is certain', () => {
    const [certificate] = readLoggedCertificates(rowsOf([packedCertificate]));
    assert.deepEqual(certificate, {
      side: 'own',
      label: 'Sending certificate',
      subject: 'CN=SERVER1',
      issuer: 'CN=SERVER1',
      serialNumber: '12DEABC6565646512346ABDC13456894',
      thumbprint: '12DEABC6565646512346ABDC1345689413589876',
      notBefore: '2020-01-17T15:15:33.000Z',
      notAfter: '2025-01-17T15:15:33.000Z',
      names: ['SERVER1', 'SERVER1.contoso.test'],
      place: certificate?.place,
    });
    const [, , context = ''] = packedCertificate;
    // ammarhasayen.com: no dates, commas within the names, a quote in one of them.
    const data =
      ' CN=*, OU=IT, O=contoso International (L.L.C), L=Dubai, C=AE CN=thawte SHA256 SSL CA, O="thawte, Inc.", C=US 0D92CFF6070B73AD5722EC8B4DA3389B AAA3D3DADA6891A2CCB3134D0B2D7764F1351BC4 *.contoso.com';
    const [older] = readLoggedCertificates(rowsOf([['*', data, context]]));
    assert.equal(older?.subject, 'CN=*, OU=IT, O=contoso International (L.L.C), L=Dubai, C=AE');
    assert.equal(older.issuer, 'CN=thawte SHA256 SSL CA, O="thawte, Inc.", C=US');
    assert.equal(older.notAfter, undefined);
    assert.deepEqual(older.names, ['*.contoso.com']);
    const [odd] = readLoggedCertificates(
      rowsOf([['*', ' CN=a CN=b CN=c 0D92CFF6070B73AD AAA3D3DADA6891A2CCB3134D0B2D7764F1351BC4', context]]),
    );
    assert.equal(odd?.subject, 'CN=a CN=b CN=c');
    assert.equal(odd.issuer, undefined);
    const [torn] = readLoggedCertificates(rowsOf([['*', 'no certificate here', context]]));
    assert.deepEqual(
      { ...torn, place: undefined },
      { side: 'own', label: 'Sending certificate', names: [], place: undefined },
    );
  });

  it("is the other side's certificate by its thumbprint alone", () => {
    const [certificate] = readLoggedCertificates(
      rowsOf([
        ['*', '', 'Received certificate'],
        ['*', '352D244A535D94B576232ECC4A4000CFE06BE106', 'Certificate thumbprint'],
        ['>', 'EHLO a'],
      ]),
    );
    assert.equal(certificate?.side, 'peer');
    assert.equal(certificate.thumbprint, '352D244A535D94B576232ECC4A4000CFE06BE106');
    assert.equal(certificate.subject, undefined);
  });
});

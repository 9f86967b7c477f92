import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHostImport } from '../../../src/formats/hostImport.ts';
import { endpointKey } from '../../../src/formats/targetText.ts';

const today = '2026-11-23';

/** `line key`, then name, group and tags where there are any. */
function read(text: string): { readonly entries: readonly string[]; readonly problems: readonly string[] } {
  const { entries, problems } = parseHostImport(text, today);
  return {
    entries: entries.map(({ line, entry, group }) => {
      const { endpoint, name, role, serverName, tags } = entry;
      return [line, endpointKey(endpoint), name, group, role, serverName, tags?.join('+')]
        .filter((one) => one)
        .join(' ');
    }),
    problems: problems.map(({ line, text: shown, reason }) => `${line} ${shown}: ${reason}`),
  };
}

describe('list of hosts', () => {
  it('is read line by line, with what cannot be used named by its line', () => {
    const text =
      '# our servers\r\nmx1.example\r\n\r\nsmtps://mx2.example # new\r\nb c\r\nMX1.example:25\r\n[2001:db8::1]:587\r\n';
    assert.deepEqual(read(text), {
      entries: ['2 mx1.example:25', '4 mx2.example:465', '7 [2001:db8::1]:587'],
      problems: ['5 b c: "b c" is not a host name.', '6 MX1.example:25: This is the endpoint of line 2.'],
    });
  });

  it('is read below a line that names the delimiter', () => {
    for (const delimiter of [';', '|']) {
      const text = `sep=${delimiter}\r\n"host";"port"\r\nmx1.example;25\r\n`.replaceAll(';', delimiter);
      assert.deepEqual(read(text), { entries: ['3 mx1.example:25'], problems: [] });
    }
  });

  it('is read from columns that a header names, in any order and with any delimiter', () => {
    for (const delimiter of [',', ';', '\t']) {
      const rows = [
        ['Name', 'Host', 'Port', 'TLS', 'Site', 'Comment'],
        ['Edge', 'mx1.example', '25', '', 'Vienna', 'x'],
        ['"Users, ""all"""', 'mx2.example', '', 'SSL/TLS', '', ''],
        ['', 'smtps://mx3.example', '', '', '', ''],
        ['', 'mx4.example:2525', '', 'starttls', '', ''],
        ['', '', '', '', '', ''],
      ];
      assert.deepEqual(read(rows.map((row) => row.join(delimiter)).join('\r\n')), {
        entries: [
          '2 mx1.example:25 Edge Vienna',
          '3 mx2.example:465 Users, "all"',
          '4 mx3.example:465',
          '5 mx4.example:2525',
        ],
        problems: [],
      });
    }
  });

  it('takes role, expected name and tags, and keeps a row of which a part cannot be used', () => {
    const text =
      'server;role;sni;tags\nmx1.example;MX;a.example;dmz|vienna\nmx2.example;nothing;;\nmx3.example:99999;;;\n;;;x\n';
    assert.deepEqual(read(text), {
      entries: ['2 mx1.example:25 mx a.example dmz+vienna', '3 mx2.example:25'],
      problems: [
        '3 mx2.example;nothing;;: "nothing" is not one of mx, submission or relay.',
        '4 mx3.example:99999;;;: "99999" is not a port; ports are 1 to 65535.',
        '5 ;;;x: No host was given.',
      ],
    });
  });

  it('counts lines through cells of several lines', () => {
    assert.deepEqual(read('host,name\n"mx1.example","two\nlines"\nb c,x\nmx2.example,y\n').problems, [
      '4 b c,x: "b c" is not a host name.',
    ]);
    assert.deepEqual(read('host,name\n"mx1.example","two\nlines"\nmx2.example,y\n').entries[1], '4 mx2.example:25 y');
  });

  it('says what columns without a header need', () => {
    assert.deepEqual(read('mx1.example,25\n').problems, [
      '1 mx1.example,25: "mx1.example,25" is not a host name: the part "example,25" is not valid. Several columns need a header line above them, such as "host,port,name".',
    ]);
  });

  it('takes a single column with a header', () => {
    assert.deepEqual(read('Host\nmx1.example\n'), { entries: ['2 mx1.example:25'], problems: [] });
    assert.deepEqual(read('host.example\n'), { entries: ['1 host.example:25'], problems: [] });
  });

  it('never throws, and names lines that are there', () => {
    const cell = fc.constantFrom(
      'host',
      'port',
      'a.example',
      '25',
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r\n',
      '\t',
      'x y',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(cell, { maxLength: 40 }).map((all) => all.join('')),
        ),
        (text) => {
          const lines = text.split(/\r\n|\r|\n/).length;
          const { entries, problems } = parseHostImport(text, today);
          for (const { line } of [...entries, ...problems])
            assert.ok(line >= 1 && line <= lines, `${line} of ${lines}`);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('takes no word for a TLS mode because every object has a property of that name', () => {
    const { problems } = parseHostImport('host,tls\nmx1.example,constructor\nmx2.example,toString\n', '2026-01-01');
    assert.deepEqual(
      problems.map(({ reason }) => reason.slice(0, 25)),
      ['"constructor" is not one ', '"tostring" is not one of '],
    );
  });
});

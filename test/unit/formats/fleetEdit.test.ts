import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  acceptFinding,
  addEntries,
  changeEntry,
  formatFleet,
  moveEntries,
  removeEntries,
} from '../../../src/formats/fleetEdit.ts';
import type { FleetEdit } from '../../../src/formats/fleetEdit.ts';
import { parseFleet } from '../../../src/formats/fleetFile.ts';
import { parseJsonText } from '../../../src/formats/jsonText.ts';
import { endpointKey, parseTarget } from '../../../src/formats/targetText.ts';
import type { EndpointEntry } from '../../../src/model/fleet.ts';

const today = '2026-11-23';

function edited(result: FleetEdit): string {
  if (result.status === 'refused') throw new Error(result.reason);
  return result.text;
}

function entry(target: string, rest: Omit<EndpointEntry, 'endpoint'> = {}): EndpointEntry {
  const parsed = parseTarget(target);
  if (parsed.status === 'invalid') throw new Error(parsed.reason);
  return { endpoint: parsed.value, ...rest };
}

/** `group/key`, in the order of the file. */
function listOf(text: string): readonly string[] {
  const { entries, problems } = parseFleet(text, today);
  assert.deepEqual(problems, []);
  return entries.map(({ endpoint, group = '' }) => `${group}/${endpointKey(endpoint)}`);
}

function commentsOf(text: string): readonly string[] {
  return parseJsonText(text)
    .comments.map(({ offset, length }) => text.slice(offset, offset + length))
    .sort();
}

const kept = `// Our mail servers
{
\t"endpoints": [
\t\t"a.example:25", // the old one
\t\t{ "host": "b.example", "name": "B" }, /* keep */
\t\t// below the last
\t],
\t"groups": [
\t\t{
\t\t\t"name": "Edge",
\t\t\t"endpoints": [
\t\t\t\t// first of the group
\t\t\t\t{
\t\t\t\t\t"host": "c.example", // by name
\t\t\t\t\t"port": 25
\t\t\t\t} // last of the group
\t\t\t]
\t\t}
\t]
}
`;

describe('edits of a fleet file', () => {
  it('add at the end, in the style of the list', () => {
    assert.equal(
      edited(addEntries(kept, [entry('d.example', { name: 'D' }), entry('smtps://e.example')])),
      kept.replace(
        '"name": "B" }, /* keep */\n',
        '"name": "B" }, /* keep */\n\t\t{ "name": "D", "host": "d.example", "port": 25 },\n\t\t{ "host": "e.example", "port": 465 },\n',
      ),
    );
    assert.equal(
      edited(addEntries(kept, [entry('d.example:587', { role: 'submission' })], 'Edge')),
      kept.replace(
        '\t\t\t\t} // last of the group\n',
        '\t\t\t\t}, // last of the group\n\t\t\t\t{\n\t\t\t\t\t"host": "d.example",\n\t\t\t\t\t"port": 587,\n\t\t\t\t\t"role": "submission"\n\t\t\t\t}\n',
      ),
    );
  });

  it('add to a list of texts as text, where that says all', () => {
    assert.equal(
      edited(addEntries('{"endpoints": ["a.example"]}', [entry('b.example'), entry('c.example', { tags: ['x'] })])),
      '{"endpoints": ["a.example", "b.example:25", { "host": "c.example", "port": 25, "tags": ["x"] }]}',
    );
  });

  it('make the list, the group and the file where there is none', () => {
    assert.equal(
      edited(addEntries('', [entry('a.example')])),
      '{\n  "endpoints": [\n    { "host": "a.example", "port": 25 }\n  ]\n}\n',
    );
    assert.equal(
      edited(addEntries('{\r\n    "endpoints": []\r\n}\r\n', [entry('a.example')], 'Edge')),
      '{\r\n    "endpoints": [],\r\n    "groups": [\r\n        {\r\n            "name": "Edge",\r\n            "endpoints": [\r\n                { "host": "a.example", "port": 25 }\r\n            ]\r\n        }\r\n    ]\r\n}\r\n',
    );
  });

  it('add nothing twice', () => {
    assert.deepEqual(addEntries(kept, [entry('b.example')]), { status: 'refused', reason: 'listed-already' });
    assert.deepEqual(listOf(edited(addEntries(kept, [entry('b.example'), entry('x.example'), entry('x.example')]))), [
      '/a.example:25',
      '/b.example:25',
      '/x.example:25',
      'Edge/c.example:25',
    ]);
  });

  it('take entries out and leave the comments around them', () => {
    assert.equal(
      edited(removeEntries(kept, new Set(['a.example:25']))),
      kept.replace('"a.example:25", // the old one', '// the old one'),
    );
    assert.equal(
      edited(removeEntries(kept, new Set(['b.example:25', 'c.example:25']))),
      kept
        .replace('{ "host": "b.example", "name": "B" }, /* keep */', '/* keep */')
        .replace(/\{\n\t+"host": "c[^]*?\} \/\/ last/, '// last'),
    );
    assert.equal(
      edited(removeEntries('{"endpoints": ["a", "b", "c"]}', new Set(['b:25', 'c:25']))),
      '{"endpoints": ["a"]}',
    );
    assert.equal(
      edited(removeEntries('{"endpoints": ["a", "b", "c"]}', new Set(['a:25']))),
      '{"endpoints": ["b", "c"]}',
    );
  });

  it('move entries with the comment on their line', () => {
    assert.equal(
      edited(moveEntries(kept, new Set(['a.example:25']), 'Edge')),
      kept
        .replace('\t\t"a.example:25", // the old one\n', '')
        .replace('} // last of the group', '}, // last of the group\n\t\t\t\t"a.example:25" // the old one'),
    );
    const out = edited(moveEntries(kept, new Set(['c.example:25']), undefined));
    assert.deepEqual(listOf(out), ['/a.example:25', '/b.example:25', '/c.example:25']);
    assert.ok(
      out.includes('\t\t{\n\t\t\t"host": "c.example", // by name\n\t\t\t"port": 25\n\t\t}, // last of the group\n'),
    );
    assert.equal(edited(moveEntries(kept, new Set(['c.example:25']), 'Edge')), kept);
  });

  it('change what is named and nothing else', () => {
    assert.equal(
      edited(changeEntry(kept, 'c.example:25', { port: 587, name: 'C', tags: ['x'] })),
      kept.replace('"port": 25\n', '"port": 587,\n\t\t\t\t\t"name": "C",\n\t\t\t\t\t"tags": ["x"]\n'),
    );
    assert.equal(
      edited(changeEntry(kept, 'b.example:25', { name: null, host: 'z.example' })),
      kept.replace('{ "host": "b.example", "name": "B" }', '{ "host": "z.example" }'),
    );
    assert.equal(
      edited(changeEntry(kept, 'a.example:25', { port: 465 })),
      kept.replace('"a.example:25"', '"a.example:465"'),
    );
    assert.equal(
      edited(changeEntry(kept, 'a.example:25', { name: 'A' })),
      kept.replace('"a.example:25"', '{ "host": "a.example", "port": 25, "name": "A" }'),
    );
    assert.equal(
      edited(
        changeEntry('{"endpoints": [{"host": "a", "port": 25, "tlsMode": "implicit"}]}', 'a:25 (implicit)', {
          tls: 'auto',
        }),
      ),
      '{"endpoints": [{"host": "a", "port": 25}]}',
    );
  });

  it('refuse what would spoil the file', () => {
    assert.deepEqual(changeEntry(kept, 'a.example:25', { host: 'b.example' }), {
      status: 'refused',
      reason: 'listed-already',
    });
    assert.deepEqual(changeEntry(kept, 'b.example:25', { host: 'b b' }), { status: 'refused', reason: 'unusable' });
    assert.deepEqual(changeEntry(kept, 'x.example:25', { name: 'X' }), { status: 'refused', reason: 'not-listed' });
    assert.deepEqual(removeEntries('{"endpoints": ["a" "b"]}', new Set(['a:25'])), {
      status: 'refused',
      reason: 'unreadable',
    });
    assert.deepEqual(addEntries('{"endpoints": 7}', [entry('a')]), { status: 'refused', reason: 'unreadable' });
    assert.deepEqual(addEntries('[]', [entry('a')]), { status: 'refused', reason: 'unreadable' });
  });

  it('accept a finding, in place of what was accepted of its rule before', () => {
    const first = { rule: 'certificate/expires-soon', until: '2026-12-01', reason: 'is renewed' };
    const second = { ...first, until: '2027-01-01' };
    const once = edited(acceptFinding(kept, 'a.example:25', first));
    assert.deepEqual(parseFleet(once, today).entries[0]?.policy?.accepted, [first]);
    const twice = edited(acceptFinding(once, 'a.example:25', second));
    assert.deepEqual(parseFleet(twice, today).entries[0]?.policy?.accepted, [second]);
    assert.deepEqual(parseFleet(twice, today).problems, []);
    assert.deepEqual(commentsOf(twice), commentsOf(kept));
  });

  it('write a new file that reads as what it was made of', () => {
    const entries = [
      { ...entry('a.example', { name: 'A' }), group: 'Edge' },
      entry('b.example:2525', { tags: ['x'], policy: { expectations: { daysBeforeExpiry: 3 }, accepted: [] } }),
      { ...entry('smtps://c.example'), group: 'Inside' },
    ];
    const { entries: read, problems } = parseFleet(formatFleet(entries), today);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      read.map(({ place, ...rest }) => (place.length > 0 ? rest : undefined)),
      [entries[1], entries[0], entries[2]],
    );
    assert.equal(formatFleet([]), '{\n  "endpoints": []\n}\n');
  });
});

describe('edits of any fleet file', function () {
  this.timeout(20_000);

  const hosts = Array.from({ length: 8 }, (_, index) => `h${index}.example`);
  const space = fc.constantFrom('', ' ', '\n', '\n\n  ', '\t', ' /* x */ ', ' // y\n', '\n  // z\n  ', '/*\n*/');

  /** A list as text with white space and comments wherever they may stand; `endsWithComma` as people like it. */
  function listText(items: readonly string[], spaces: readonly string[], endsWithComma: boolean): string {
    let at = 0;
    const next = (): string => spaces[at++ % spaces.length] ?? '';
    const body = items.map((item, index) => {
      const comma = index < items.length - 1 || endsWithComma ? `,${next()}` : '';
      return `${next()}${item}${next()}${comma}`;
    });
    return `[${next()}${body.join('')}${next()}]`;
  }

  const file = fc
    .record({
      top: fc.subarray(hosts.slice(0, 4)),
      edge: fc.subarray(hosts.slice(4)),
      asText: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      spaces: fc.array(space, { minLength: 1, maxLength: 9 }),
      endsWithComma: fc.boolean(),
    })
    .map(({ top, edge, asText, spaces, endsWithComma }) => {
      const item = (host: string): string =>
        asText[hosts.indexOf(host)] === true ? `"${host}"` : `{"host":${spaces[0] ?? ''}"${host}", "port": 25}`;
      const lists = [top, edge].map((names) => listText(names.map(item), spaces, endsWithComma));
      const head = spaces.at(-1) ?? '';
      return `{${head}"endpoints": ${lists[0] ?? ''},\n"groups": [{"name": "Edge", "endpoints": ${lists[1] ?? ''}}]${head}}`;
    });
  const picked = fc.subarray(hosts, { minLength: 1 });

  function expectComments(before: string, after: string, lost: readonly string[] = []): void {
    const left = [...commentsOf(before)];
    for (const comment of lost) {
      const at = left.indexOf(comment);
      if (at >= 0) left.splice(at, 1);
    }
    const normal = (comments: readonly string[]): readonly string[] =>
      comments.map((comment) => comment.replace(/^\/\*([^]*?)\s*\*\/$|^\/\/(.*)$/, '$1$2').trim()).sort();
    assert.deepEqual(normal(commentsOf(after)), normal(left));
  }

  it('remove exactly what is named and keep every comment outside it', () => {
    fc.assert(
      fc.property(file, picked, (text, names) => {
        const keys = new Set(names.map((name) => `${name}:25`));
        const before = listOf(text);
        const going = before.filter((one) => keys.has(one.split('/')[1] ?? ''));
        const result = removeEntries(text, keys);
        if (going.length === 0) return assert.equal(result.status, 'refused');
        const after = edited(result);
        assert.deepEqual(
          listOf(after),
          before.filter((one) => !going.includes(one)),
        );
        const inside = parseFleet(text, today)
          .entries.filter(({ endpoint }) => keys.has(endpointKey(endpoint)))
          .flatMap(({ place }) => commentsOf(text.slice(place.offset, place.offset + place.length)));
        expectComments(text, after, inside);
      }),
      { numRuns: 300 },
    );
  });

  it('add what is new at the end and keep every comment', () => {
    const group = fc.constantFrom(undefined, 'Edge', 'New');
    fc.assert(
      fc.property(file, picked, group, (text, names, where) => {
        const before = listOf(text);
        const isNew = (name: string): boolean => !before.some((one) => one.endsWith(`/${name}:25`));
        const result = addEntries(
          text,
          names.map((name) => entry(name)),
          where,
        );
        const added = names.filter(isNew).map((name) => `${where ?? ''}/${name}:25`);
        if (added.length === 0) return assert.equal(result.status, 'refused');
        const after = edited(result);
        assert.deepEqual([...listOf(after)].sort(), [...before, ...added].sort());
        expectComments(text, after);
      }),
      { numRuns: 300 },
    );
  });

  it('move exactly what is named and keep every comment', () => {
    const group = fc.constantFrom(undefined, 'Edge', 'New');
    fc.assert(
      fc.property(file, picked, group, (text, names, where) => {
        const keys = new Set(names.map((name) => `${name}:25`));
        const before = listOf(text);
        const result = moveEntries(text, keys, where);
        if (!before.some((one) => keys.has(one.split('/')[1] ?? ''))) return assert.equal(result.status, 'refused');
        const after = edited(result);
        const moved = before.map((one) => {
          const key = one.split('/')[1] ?? '';
          return keys.has(key) ? `${where ?? ''}/${key}` : one;
        });
        assert.deepEqual([...listOf(after)].sort(), [...moved].sort());
        expectComments(text, after);
      }),
      { numRuns: 300 },
    );
  });

  it('change one entry and keep every comment outside it', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...hosts), (text, name) => {
        const before = listOf(text);
        const result = changeEntry(text, `${name}:25`, { name: 'New', port: 587 });
        if (!before.some((one) => one.endsWith(`/${name}:25`))) return assert.equal(result.status, 'refused');
        const after = edited(result);
        assert.deepEqual(
          listOf(after),
          before.map((one) => one.replace(`/${name}:25`, `/${name}:587`)),
        );
        expectComments(text, after);
      }),
      { numRuns: 300 },
    );
  });
});

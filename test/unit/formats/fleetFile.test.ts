import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { entryNames } from '../../../src/formats/fleetEntry.ts';
import { fleetNames, groupNames, mostEntries, monitorNames, parseFleet } from '../../../src/formats/fleetFile.ts';
import { acceptanceNames, expectationNames } from '../../../src/formats/fleetPolicy.ts';
import { endpointKey } from '../../../src/formats/targetText.ts';

const today = '2026-11-23';

const fingerprint = '0123456789abcdef'.repeat(4);

/** Each problem as `severity, text it marks: message`. */
function problemsOf(text: string): readonly string[] {
  return parseFleet(text, today).problems.map(
    ({ severity, message, place }) =>
      `${severity} ${text.slice(place.offset, place.offset + place.length)}: ${message}`,
  );
}

function keysOf(text: string): readonly string[] {
  return parseFleet(text, today).entries.map(({ endpoint }) => endpointKey(endpoint));
}

function inEntry(properties: string): string {
  return `{"endpoints": [{"host": "a.example", ${properties}}, "b.example"]}`;
}

describe('fleet file', () => {
  it('reads everything that can be said', () => {
    const text = `{
      // Vienna
      "monitor": { "everyMinutes": 60 },
      "endpoints": [
        "mail.example.com:25",
        {
          "name": "Edge", "host": "MX.Example.com", "port": 2525, "tls": "implicit", "role": "mx",
          "serverName": "a.example", "authorities": "ca.pem", "tags": ["vienna", "dmz", "vienna"],
          "expect": { "minimumTls": "TLSv1.2", "issuer": "Let's Encrypt", "fingerprint": "${fingerprint}", "daysBeforeExpiry": 14 },
          "accept": [{ "rule": "certificate/expires-soon", "until": "2026-12-31", "reason": "is renewed by hand" }],
        },
      ],
      "groups": [{ "name": "Inside", "endpoints": ["smtps://relay.example"] }],
    }`;
    const { entries, groups, monitorMinutes, problems, isDamaged } = parseFleet(text, today);
    assert.deepEqual(problems, []);
    assert.equal(isDamaged, undefined);
    assert.equal(monitorMinutes, 60);
    assert.deepEqual(
      groups.map(({ name }) => name),
      ['Inside'],
    );
    assert.deepEqual(
      entries.map(({ place, ...entry }) => [entry, text[place.offset]]),
      [
        [{ endpoint: { host: 'mail.example.com', port: 25, tlsMode: 'starttls' } }, '"'],
        [
          {
            endpoint: { host: 'mx.example.com', port: 2525, tlsMode: 'implicit' },
            name: 'Edge',
            role: 'mx',
            serverName: 'a.example',
            authorities: 'ca.pem',
            tags: ['vienna', 'dmz'],
            policy: {
              expectations: {
                minimumTls: 'TLSv1.2',
                issuer: "Let's Encrypt",
                fingerprint: Array.from({ length: 4 }, () => '01:23:45:67:89:AB:CD:EF').join(':'),
                daysBeforeExpiry: 14,
              },
              accepted: [{ rule: 'certificate/expires-soon', until: '2026-12-31', reason: 'is renewed by hand' }],
            },
          },
          '{',
        ],
        [{ endpoint: { host: 'relay.example', port: 465, tlsMode: 'implicit' }, group: 'Inside' }, '"'],
      ],
    );
  });

  it('keeps reading what was written before there were groups', () => {
    const text = JSON.stringify({
      endpoints: [{ host: '2001:DB8::1' }, { host: 'a.example', port: 465, tlsMode: 'starttls' }],
    });
    assert.deepEqual(problemsOf(text), []);
    assert.deepEqual(keysOf(text), ['[2001:db8::1]:25', 'a.example:465 (starttls)']);
  });

  const leftOut: readonly (readonly [string, string, string])[] = [
    ['a host that is none', '{"host": "b c"}', '"b c": "b c" is not a host name.'],
    [
      'a text that is no target',
      '"a.example:99999"',
      '"a.example:99999": "99999" is not a port; ports are 1 to 65535.',
    ],
    ['no host', '{"name": "x"}', '{: "host" is missing.'],
    ['a host that is no text', '{"host": 7}', '7: "host" is not a text.'],
    ['a port out of range', '{"host": "a.example", "port": 0}', '0: "port" is not a whole number from 1 to 65535.'],
    ['a port in quotes', '{"host": "a.example", "port": "25"}', '"25": "port" is not a whole number from 1 to 65535.'],
    [
      'a TLS mode that is none',
      '{"host": "a.example", "tls": "start-tls"}',
      '"start-tls": "start-tls" is not one of auto, starttls or implicit. Did you mean "starttls"?',
    ],
    ['neither text nor object', '7', '7: This is neither "host:port" nor an object with "host".'],
  ];
  for (const [what, entry, problem] of leftOut) {
    it(`leaves out an entry with ${what}, and that one only`, () => {
      const text = `{"endpoints": ["first.example", ${entry}, "last.example"]}`;
      assert.deepEqual(keysOf(text), ['first.example:25', 'last.example:25']);
      assert.deepEqual(problemsOf(text), [`error ${problem} This endpoint is left out.`]);
    });
  }

  const parts: readonly (readonly [string, string, string])[] = [
    ['name', '"name": ""', 'warning "": "name" is empty.'],
    ['name', '"name": 5', 'warning 5: "name" is not a text.'],
    ['role', '"role": "mxx"', 'warning "mxx": "mxx" is not one of mx, submission or relay. Did you mean "mx"?'],
    ['serverName', '"serverName": "a b"', 'warning "a b": "a b" is not a host name.'],
    ['authorities', '"authorities": []', 'warning [: "authorities" is not a text.'],
    ['tags', '"tags": "vienna"', 'warning "vienna": "tags" is not a list of texts.'],
    ['tags', '"tags": [7]', 'warning 7: This is not a text.'],
    ['policy', '"expect": 7', 'warning 7: "expect" is not an object.'],
    [
      'policy',
      '"expect": {"minimumTls": "1.2"}',
      'warning "1.2": "1.2" is not one of TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3. Did you mean "TLSv1.2"?',
    ],
    ['policy', '"expect": {"issuer": " "}', 'warning " ": "issuer" is empty.'],
    [
      'policy',
      '"expect": {"fingerprint": "AB"}',
      'warning "AB": "fingerprint" is not a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons.',
    ],
    [
      'policy',
      `"expect": {"fingerprint": "${'ab:'.repeat(19)}ab"}`,
      `warning "${'ab:'.repeat(19)}ab": This is a SHA-1 fingerprint. What is compared is that of SHA-256, with 64 hexadecimal digits.`,
    ],
    [
      'policy',
      '"expect": {"daysBeforeExpiry": 1.5}',
      'warning 1.5: "daysBeforeExpiry" is not a whole number from 0 to 3650.',
    ],
    [
      'policy',
      '"expect": {"minTls": "x"}',
      'warning "minTls": "expect" has no property "minTls". It knows minimumTls, issuer, fingerprint or daysBeforeExpiry.',
    ],
    ['policy', '"accept": {}', 'warning {: "accept" is not a list.'],
    ['policy', '"accept": [7]', 'warning 7: This is not an object with "rule", "until" and "reason".'],
    [
      'policy',
      '"accept": [{"rule": "a/b"}]',
      'warning {: Nothing is accepted here: "until" and "reason" must be given.',
    ],
    [
      'policy',
      '"accept": [{"rule": "Not A Rule", "until": "2026-12-01", "reason": "x"}]',
      'warning "Not A Rule": "Not A Rule" is not the name of a rule, such as "starttls/not-offered".',
    ],
    [
      'policy',
      '"accept": [{"rule": "a/b", "until": "2026-02-30", "reason": "x"}]',
      'warning "2026-02-30": "2026-02-30" is not a day: it is written YYYY-MM-DD.',
    ],
    [
      'policy',
      '"accept": [{"rule": "a/b", "until": "2027-11-25", "reason": "x"}]',
      'warning "2027-11-25": A finding can be accepted for 366 days at most, which is until 2027-11-24 today.',
    ],
    ['policy', '"accept": [{"rule": "a/b", "until": "2026-12-01", "reason": ""}]', 'warning "": "reason" is empty.'],
    ['prot', '"prot": 26', 'warning "prot": An endpoint has no property "prot". Did you mean "port"?'],
    ['name', '"name": "x", "name": "y"', 'warning "name": "name" is given twice; the first one counts.'],
  ];
  for (const [name, properties, problem] of parts) {
    it(`leaves out a part that cannot be used, and that one only: ${properties}`, () => {
      const text = inEntry(properties);
      assert.deepEqual(problemsOf(text), [problem]);
      assert.deepEqual(keysOf(text), ['a.example:25', 'b.example:25']);
      const [entry] = parseFleet(text, today).entries;
      if (!problem.includes('twice')) assert.equal(entry !== undefined && name in entry, false);
    });
  }

  it('takes an acceptance until the last day that may be, and tells of one that has ended', () => {
    const accept = (until: string): string =>
      inEntry(`"accept": [{"rule": "a/b", "until": "${until}", "reason": "x"}]`);
    assert.deepEqual(problemsOf(accept('2027-11-24')), []);
    assert.deepEqual(problemsOf(accept(today)), []);
    assert.deepEqual(problemsOf(accept('2026-11-22')), [
      'note "2026-11-22": This has ended: it held until 2026-11-22.',
    ]);
    assert.equal(parseFleet(accept('2026-11-22'), today).entries[0]?.policy?.accepted.length, 1);
  });

  it('tells what is wrong with the whole, and goes on', () => {
    assert.deepEqual(problemsOf('[]'), ['error [: A fleet file is an object with "endpoints" or "groups".']);
    assert.deepEqual(problemsOf('{"endpoint": ["a.example"]}'), [
      'warning "endpoint": A fleet file has no property "endpoint". Did you mean "endpoints"?',
    ]);
    assert.deepEqual(problemsOf('{"endpoints": "a.example"}'), ['error "a.example": "endpoints" is not a list.']);
    assert.deepEqual(problemsOf('{"monitor": 60}'), ['warning 60: "monitor" is not an object with "everyMinutes".']);
    assert.deepEqual(problemsOf('{"monitor": {}}'), ['warning {: "monitor" does not say "everyMinutes".']);
    assert.deepEqual(problemsOf('{"monitor": {"everyMinutes": 0}}'), [
      'warning 0: "everyMinutes" is not a whole number from 5 to 10080.',
    ]);
    assert.deepEqual(problemsOf('{"groups": [7]}'), [
      'error 7: A group is an object with "name" and "endpoints". This is left out.',
    ]);
  });

  it('takes five minutes where rounds are asked for more often, and says so at the number', () => {
    const monitored = (minutes: string): string => `{"monitor": {"everyMinutes": ${minutes}}}`;
    for (const minutes of ['1', '4', '0.5']) {
      assert.deepEqual(problemsOf(monitored(minutes)), [
        `warning ${minutes}: Rounds begin at least 5 minutes after each other: 5 is used.`,
      ]);
      assert.equal(parseFleet(monitored(minutes), today).monitorMinutes, 5);
    }
    for (const minutes of ['5', '10080']) {
      assert.deepEqual(problemsOf(monitored(minutes)), []);
      assert.equal(parseFleet(monitored(minutes), today).monitorMinutes, Number(minutes));
    }
    for (const minutes of ['-5', '10081', '7.5', '"5"', 'null']) {
      assert.deepEqual(problemsOf(monitored(minutes)), [
        `warning ${minutes}: "everyMinutes" is not a whole number from 5 to 10080.`,
      ]);
      assert.equal(parseFleet(monitored(minutes), today).monitorMinutes, undefined);
    }
  });

  it('lists the endpoints of a group whose name cannot be used', () => {
    const text = '{"groups": [{"endpoints": ["a.example"]}, {"name": 5, "endpoints": ["b.example"]}, {"name": "x"}]}';
    assert.deepEqual(keysOf(text), ['a.example:25', 'b.example:25']);
    assert.deepEqual(problemsOf(text), [
      'warning {: This group has no "name": its endpoints are listed without a group.',
      'warning 5: "name" is not a text.',
      'warning {: This group has no list "endpoints".',
    ]);
  });

  it('joins groups of one name and says so', () => {
    const text = '{"groups": [{"name": "A", "endpoints": ["a.example"]}, {"name": "A", "endpoints": ["b.example"]}]}';
    const { entries, groups } = parseFleet(text, today);
    assert.equal(groups.length, 1);
    assert.deepEqual(
      entries.map(({ group }) => group),
      ['A', 'A'],
    );
    assert.deepEqual(problemsOf(text), [
      'warning "A": There is a group "A" above already; these endpoints are listed with those.',
    ]);
  });

  it('tells of an endpoint that is listed twice at its second place', () => {
    const text =
      '{"endpoints": ["a.example"], "groups": [{"name": "A", "endpoints": [{"host": "A.example", "port": 25}]}]}';
    assert.deepEqual(keysOf(text), ['a.example:25']);
    assert.deepEqual(problemsOf(text), [
      'error "A.example": a.example:25 is listed above already. This endpoint is left out.',
    ]);
  });

  it('tells faults of syntax where they are and uses all around them', () => {
    const text = '{"endpoints": ["a.example" {"host": "b.example", "port": }, "c.example:2525"';
    const { isDamaged, problems } = parseFleet(text, today);
    assert.equal(isDamaged, true);
    assert.deepEqual(keysOf(text), ['a.example:25', 'b.example:25', 'c.example:2525']);
    assert.deepEqual(
      problems.map(({ isSyntax, place }) => [isSyntax, place.offset]),
      [
        [true, 27],
        [true, 57],
        [true, text.length],
      ],
    );
  });

  it('shows no control character of a name', () => {
    const [entry] = parseFleet(inEntry('"name": "x\\u001b[31m\\u202ey"'), today).entries;
    assert.equal(entry?.name, 'x\\x1b[31m\\u{202e}y');
  });

  it('is bounded', () => {
    const many = JSON.stringify({
      endpoints: Array.from({ length: mostEntries + 2 }, (_, index) => `h${index}.example`),
    });
    const { entries, problems } = parseFleet(many, today);
    assert.equal(entries.length, mostEntries);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['Only the first 10000 endpoints of a file are read.'],
    );
    assert.deepEqual(
      parseFleet(' '.repeat(4 * 1024 * 1024 + 1), today).problems.map(({ message }) => message),
      ['This file is larger than the 4 MB that are read.'],
    );
    assert.ok(parseFleet(`{"endpoints": [${'7,'.repeat(9_000)}]}`, today).problems.length <= 501);
  });

  it('never throws, and keeps every place inside the text', () => {
    const word = fc.constantFrom(...entryNames, ...groupNames, ...fleetNames, 'prot', '__proto__', 'constructor');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>('a.example:25', 'mx', '2026-12-01', 25, -1, null, true, ''),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(word, tie('tree'), { maxKeys: 6 }),
      ),
    }));
    const cut = fc
      .tuple(tree, fc.nat(400))
      .map(([value, at]) => JSON.stringify({ endpoints: [value], groups: value }).slice(0, at));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          tree.map((value) => JSON.stringify(value)),
          cut,
        ),
        (text) => {
          for (const { place } of parseFleet(text, today).problems) {
            assert.ok(place.offset >= 0 && place.offset + place.length <= Math.max(1, text.length));
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('schema of fleet files', () => {
  interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly definitions?: Readonly<Record<string, Schema>>;
    readonly markdownDescription?: string;
  }
  const schema = JSON.parse(readFileSync('media/fleet.schema.json', 'utf8')) as Schema;
  const namesIn = (part: Schema | undefined): readonly string[] => Object.keys(part?.properties ?? {});

  it('describes exactly what is read', () => {
    const { endpoint, group, expect, acceptance } = schema.definitions ?? {};
    assert.deepEqual(new Set(namesIn(schema)), new Set(fleetNames));
    assert.deepEqual(new Set(namesIn(endpoint)), new Set([...entryNames, 'tlsMode']));
    assert.deepEqual(namesIn(group), [...groupNames]);
    assert.deepEqual(namesIn(expect), [...expectationNames]);
    assert.deepEqual(namesIn(acceptance), [...acceptanceNames]);
    assert.deepEqual(namesIn(schema.properties?.['monitor']), [...monitorNames]);
  });
});

// Words that a shell gives back as they were, whatever stands in them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { formatCommandLine, quotePowerShell, quoteWord } from '../../../src/formats/shellQuoting.ts';
import { skipTest } from '../../host/skipTest.ts';

const hostile = [
  '',
  ' ',
  "it's",
  '$(reboot)',
  '`reboot`',
  '"; reboot; "',
  'a\nb',
  '$HOME',
  '!!',
  '*',
  '~',
  '[::1]:25',
  '#no',
  '\\',
  "\\'",
  '-x',
  'a\u2019b',
  'ä',
  '%PATH%',
  '\r',
  '\u0007',
];

/** Parts the words that a shell took out of each line, and the lines. */
const wordEnd = '\x1fend of word\x1f';

/** What `shell` makes of the words of each line: all lines go through one process. */
function readBack(shell: string, lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const script = [
    `show() { printf '%s' "$#" ; for word in "$@" ; do printf '${wordEnd}%s' "$word" ; done ; printf '\\0' ; }`,
    ...lines.map((words) => `show ${formatCommandLine(words, 'posix')}`),
  ].join('\n');
  const { stdout, stderr, status } = spawnSync(shell, [], { input: script, env: {}, timeout: 20_000 });
  assert.equal(status, 0, stderr.toString('utf8'));
  const shown = stdout.toString('utf8').split('\0').slice(0, -1);
  return shown.map((text) => {
    const [count, ...words] = text.split(wordEnd);
    assert.equal(Number(count), words.length);
    return words;
  });
}

describe('quoting for shells', () => {
  for (const shell of ['bash', 'dash']) {
    it(`gives back every word, read by ${shell}`, function () {
      this.timeout(30_000);
      if (spawnSync(shell, ['-c', 'exit 0']).status !== 0) skipTest(this, `There is no ${shell} on this machine.`);
      const word = fc.oneof(
        fc.constantFrom(...hostile),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom(...'\'"\\$`(){}[]*?!#~&|;<> \n\t-=%a1') }),
      );
      const lines = fc.array(
        fc.array(
          word.map((text) => text.replaceAll('\0', '')),
          { maxLength: 4 },
        ),
        { maxLength: 200 },
      );
      fc.assert(
        fc.property(lines, (words) => assert.deepEqual(readBack(shell, words), words)),
        { numRuns: 25 },
      );
      assert.deepEqual(readBack(shell, [hostile]), [hostile]);
    });
  }

  it('leaves plain words bare', () => {
    for (const word of ['mx.example.com:25', '/etc/ssl/root.pem', '-CAfile', 'NORMAL:-VERS-ALL:+VERS-TLS1.2']) {
      assert.equal(quoteWord(word, 'posix'), word);
    }
    assert.equal(quoteWord('-CAfile', 'powershell'), '-CAfile');
  });

  it('quotes for PowerShell what it would cut in two or take for an end', () => {
    assert.equal(quoteWord('--tlsv1.2', 'powershell'), "'--tlsv1.2'");
    assert.equal(quoteWord('C:\\my roots.pem', 'powershell'), "'C:\\my roots.pem'");
    assert.equal(quotePowerShell("a'b"), "'a''b'");
    assert.equal(
      quotePowerShell('a\u2018b\u2019c\u201ad\u201be'),
      "'a\u2018\u2018b\u2019\u2019c\u201a\u201ad\u201b\u201be'",
    );
    assert.equal(quotePowerShell('$(reboot) `n "x"'), '\'$(reboot) `n "x"\'');
  });

  it('drops NUL, which no argument can hold', () => {
    assert.equal(quoteWord('a\0b', 'posix'), 'ab');
    assert.equal(quotePowerShell('a\0'), "'a'");
  });

  it('ends a PowerShell string nowhere but at its end', () => {
    const quote = /['\u2018-\u201b]/;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', 'a', '"', '\n') }),
        (text) => {
          const inner = quotePowerShell(text).slice(1, -1);
          // As PowerShell reads it: two quotes of any kind in a row are one quote, a single one would be the end.
          assert.equal(quote.test(inner.replace(/(['\u2018-\u201b])['\u2018-\u201b]/g, '')), false);
          assert.equal(inner.replace(/(['\u2018-\u201b])\1/g, '$1'), text);
        },
      ),
    );
  });
});

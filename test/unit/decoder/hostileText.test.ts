// Texts made to hurt: random, mutated, nested, endless. Nothing throws, nothing takes long, every range is in the text.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainMailErrors, maximumExplanations } from '../../../src/decoder/explain.ts';
import { readCorpus } from './corpus.ts';

/** Generous: a shared machine may be slow, a pattern that backtracks is slower by orders. */
const longestMs = 15_000;

function check(text: string): void {
  const began = performance.now();
  const { explanations, omitted, unread } = explainMailErrors(text);
  assert.equal(performance.now() - began < longestMs, true, `${text.length} characters took too long`);
  assert.equal(explanations.length <= maximumExplanations && omitted >= 0 && unread >= 0, true);
  for (const { innermost, wrappers, line, count } of explanations) {
    for (const { from, to } of [innermost.range, ...wrappers.map(({ range }) => range)]) {
      assert.equal(from >= 0 && from <= to && to <= text.length, true, `${from} to ${to} of ${text.length}`);
    }
    assert.equal(innermost.text.length <= 4 * 420 && line >= 1 && count >= 1 && wrappers.length <= 10, true);
  }
}

const pieces = [
  ...[
    '451 4.4.0 Primary target IP address responded with: "',
    '[Message=',
    '{LED=',
    "returned '",
    '(',
    ')',
    '"',
    "'",
    '}',
  ],
  ...['-> 451 ', '=E2=80=9C', '=\r\n', '&quot;', '&#65535;', '<', '>', '\u202e', '\ud800', '\0', '\r\n\r\n', '--b\r\n'],
  ...[
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n',
    'error:0A000086:SSL routines::',
    'certificate ',
  ],
  ...['Nov 27 10:00:00 mail postfix/smtp[1]: ', 'status=deferred (', 'Diagnostic-Code: smtp; ', '5.7.3 ', 'TLS '],
];

describe('a hostile text', function () {
  this.timeout(120_000);

  it('of anything at all is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => check(text)),
      { numRuns: 300 },
    );
  });

  it('of the parts of errors in any order is read', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 300 }), (parts) => check(parts.join(''))),
      { numRuns: 300 },
    );
  });

  it('that was an error before it was cut, doubled and mixed is read', () => {
    const texts = readCorpus().map(({ text }) => text);
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.constantFrom(...texts),
        fc.nat(800),
        fc.nat(800),
        fc.constantFrom(...pieces),
        (one, other, start, end, piece) => check(`${one.slice(start)}${piece}${other.slice(0, end)}${piece}${one}`),
      ),
      { numRuns: 500 },
    );
  });

  it('of one thing over and over is read in bounded time', () => {
    const fill = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));
    check(fill('451 4.4.0 [message=\n', 1_000_000));
    for (const piece of [
      ...['a', ' ', '\n', '"', '(', '<', '&', '=', '\\', '5.7.3 ', '250-xxxxxxxa ', '[message=', 'certificate '],
      '451 4.4.0 primary target ip address responded with: "',
      'nested exception is: ',
      'Nov 27 10:00:00 mail postfix/smtp[1]: ',
      'certificate is valid for a, b, ',
      '220 ****',
      'from domain-secured domain ',
      'h=a ',
      'Original message headers:\nX-CrossPremises: a\nGenerating server:',
      'Subject: a\n b',
      'Identity : a\n{LED=a};',
      '[{LED=',
      '... while talking to a.example.:\n',
      '<a@b.example>:\na@b.example\nb.example\n',
    ]) {
      check(fill(piece, 100_000));
      check(fill(`${piece}\n`, 100_000));
    }
  });
});

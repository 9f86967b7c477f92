import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/formats/lineSplitter.ts';
import { formatReply, ReplyAssembler } from '../../../src/formats/smtpReply.ts';
import type { SmtpReply } from '../../../src/model/smtp.ts';

type Read = SmtpReply | { readonly stopped: string };

/** Feeds bytes in the given pieces and gives every reply, or what stopped the reading. */
function readAll(pieces: readonly Buffer[], maximumLine = 8192, maximumLines = 1000): readonly Read[] {
  const splitter = new LineSplitter(maximumLine);
  const assembler = new ReplyAssembler(maximumLines);
  const found: Read[] = [];
  let number = 0;
  for (const piece of pieces) {
    const { lines, tooLong } = splitter.push(piece);
    for (const line of lines) {
      const progress = assembler.push(line, ++number);
      if (progress.status === 'reply') found.push(progress.reply);
      else if (progress.status !== 'more') return [...found, { stopped: progress.status }];
    }
    if (tooLong) return [...found, { stopped: 'too-long' }];
  }
  return found;
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function eachByte(text: string): readonly Buffer[] {
  return [...bytesOf(text)].map((byte) => Buffer.from([byte]));
}

function readOne(text: string): SmtpReply {
  const [reply] = readAll(eachByte(text));
  assert.ok(reply !== undefined && 'code' in reply, `no reply in ${JSON.stringify(text)}`);
  return reply;
}

describe('SMTP replies, fed byte by byte', () => {
  it('reads a single line', () => {
    const reply = readOne('220 mx.example.com ESMTP\r\n');
    assert.equal(reply.code, 220);
    assert.deepEqual(reply.lines, ['mx.example.com ESMTP']);
    assert.deepEqual([reply.firstLine, reply.lastLine, reply.oddities], [1, 1, []]);
  });

  it('reads many lines, the last without a dash', () => {
    const reply = readOne('250-mx.example.com\r\n250-SIZE 1000\r\n250 STARTTLS\r\n');
    assert.deepEqual(reply.lines, ['mx.example.com', 'SIZE 1000', 'STARTTLS']);
    assert.deepEqual([reply.firstLine, reply.lastLine], [1, 3]);
  });

  it('reads a bare code, as RFC 5321 section 4.2.1 asks', () => {
    assert.deepEqual(readOne('250\r\n').lines, ['']);
    assert.deepEqual(readOne('250-a\r\n250\r\n').lines, ['a', '']);
  });

  it('lets the last line decide between mixed codes, and says so', () => {
    const reply = readOne('250-a\r\n550 b\r\n');
    assert.equal(reply.code, 550);
    assert.deepEqual(reply.oddities, ['mixed-codes']);
  });

  it('reads bare LF, NUL, 8-bit and a missing separator, and says so', () => {
    const reply = readOne('220-a\n220-b\u0000\r\n220-caf\u00e9\r\n220!\r\n');
    assert.deepEqual([...reply.oddities].sort(), ['bare-lf', 'eight-bit', 'missing-separator', 'nul-byte']);
    assert.deepEqual(reply.lines, ['a', 'b\\x00', 'caf\\xe9', '!']);
  });

  it('reads an enhanced status code', () => {
    assert.equal(readOne('451 5.7.3 STARTTLS is required to send mail\r\n').enhancedCode, '5.7.3');
    assert.equal(readOne('250 2.0\r\n').enhancedCode, undefined);
  });

  it('stops at a line that is no reply', () => {
    for (const text of [
      'hello\r\n',
      '\r\n',
      '22 a\r\n',
      '600 a\r\n',
      '120 a\r\n',
      '2200 a\r\n',
      '\u0015\u0003\u0001\n',
    ]) {
      assert.deepEqual(readAll(eachByte(text)), [{ stopped: 'not-a-reply' }], JSON.stringify(text));
    }
  });

  it('stops at an over-long line, with or without a line end', () => {
    assert.deepEqual(readAll([bytesOf(`220 ${'a'.repeat(200)}\r\n`)], 100), [{ stopped: 'too-long' }]);
    assert.deepEqual(readAll(eachByte(`220 ${'a'.repeat(200)}`), 100), [{ stopped: 'too-long' }]);
    assert.equal(readAll([bytesOf(`220 ${'a'.repeat(96)}\r\n`)], 100).length, 1);
  });

  it('stops at a reply that never ends', () => {
    assert.deepEqual(readAll([bytesOf('250-a\r\n'.repeat(50))], 100, 10), [{ stopped: 'too-many-lines' }]);
  });

  it('quotes a reply on one line', () => {
    assert.equal(formatReply(readOne('454-4.7.0 TLS\r\n454 not available\r\n')), '454 4.7.0 TLS / not available');
  });

  it('gives the same replies for every split of the stream', () => {
    const stream = '220-a\r\n220 b\r\n250-x\n250-STARTTLS\r\n250 SIZE\r\n421 4.3.2 bye\r\n';
    const whole = readAll([bytesOf(stream)]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const pieces = edges.slice(1).map((edge, index) => bytesOf(stream.slice(edges[index], edge)));
        assert.deepEqual(readAll(pieces), whole);
      }),
    );
  });

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 10 }), (pieces) => {
        readAll(
          pieces.map((piece) => Buffer.from(piece)),
          40,
          5,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('line splitter', () => {
  it('gives up a fragment without line end, once', () => {
    const splitter = new LineSplitter(100);
    splitter.push(bytesOf('220 go\r\nMAIL FR'));
    splitter.push(bytesOf('OM'));
    assert.equal(splitter.takeFragment().toString(), 'MAIL FROM');
    assert.equal(splitter.takeFragment().length, 0);
  });

  it('keeps a CR that is not before LF', () => {
    const { lines } = new LineSplitter(100).push(bytesOf('a\rb\r\n'));
    assert.equal(lines[0]?.bytes.toString(), 'a\rb');
  });
});

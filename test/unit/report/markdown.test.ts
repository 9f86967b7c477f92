import assert from 'node:assert/strict';
import { judge } from '../../../src/rules/judge.ts';
import { escapeMarkdown, formatMarkdown } from '../../../src/report/markdown.ts';
import { line, soundResult } from '../../support/results.ts';

describe('Markdown report', () => {
  it('makes markup in server text inert', () => {
    assert.equal(
      escapeMarkdown('<b>*x*</b> [a](http://e.example) `c` |'),
      '\\<b\\>\\*x\\*\\</b\\> \\[a\\](http\\://e.example) \\`c\\` \\|',
    );
    assert.equal(escapeMarkdown('www.example.com and a@b.example'), 'www\\.example.com and a\\@b.example');
    assert.equal(escapeMarkdown('- item'), '\\- item');
    assert.equal(escapeMarkdown('1. item'), '1\\. item');
  });

  it('keeps a transcript with backticks inside its block', () => {
    const result = soundResult({ transcript: [line(1, 'server', 'greet', '220 ```` # not a heading')] });
    const text = formatMarkdown(judge(result));
    assert.match(text, /\n`````text\n.*220 ````.*\n`````\n/);
  });

  it('holds verdict, findings with source, transcript and certificates', () => {
    const text = formatMarkdown(judge(soundResult()));
    for (const part of ['# Sound: mx.example.com:25', '## Transcript', '## TLS session', '## Certificate 1 of 2']) {
      assert.ok(text.includes(part), part);
    }
  });
});

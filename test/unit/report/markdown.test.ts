import assert from 'node:assert/strict';
import { judge } from '../../../src/rules/judge.ts';
import { escapeMarkdown } from '../../../src/report/escapeMarkdown.ts';
import { formatMarkdown, markdown } from '../../../src/report/markdown.ts';
import { assertGolden } from '../../support/golden.ts';
import { attacks, broken, halfway, hostile, reportOptions, sampleOptions, sound } from '../../support/reports.ts';
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

  it('is as it should be', () => {
    assertGolden('report/sound.md', markdown.format([sound], sampleOptions));
    assertGolden('report/broken.md', markdown.format([broken], sampleOptions));
  });

  it('begins with a list where there are several, and ends with what could not be used', () => {
    const errors = [{ input: 'x', reason: 'argument: "*x*" is not a host name.' }];
    const text = markdown.format([broken, sound, halfway], { ...reportOptions, errors });
    assert.match(text, /^# SMTP TLS report\n\n3 results: 1 broken, 1 inconclusive, 1 sound\.\n/);
    assert.match(text, /\| mx\.example\.com:25 \| Broken \| Mail to mx\.example\.com cannot/);
    assert.match(text, /\n- argument: "\\\*x\\\*" is not a host name\.\n$/);
  });

  it('lets no text end its row, begin a heading, or become a link or markup', () => {
    for (const attack of attacks) {
      const text = markdown.format([hostile(attack)], reportOptions);
      const outside = text.replace(/^(`{3,})text\n[^]*?\n\1$/gm, '');
      for (const row of outside.split('\n').filter((one) => one.startsWith('|'))) {
        const cells = row.replaceAll('\\|', '').split('|').length - 2;
        assert.ok(cells === 2 || cells === 5, row);
      }
      const bare = outside.replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '').replace(/\\[!-/:-@[-`{-~]/g, '');
      assert.doesNotMatch(bare, /<[a-z/!?]/i, attack);
      assert.doesNotMatch(bare, /\]\((?!https:\/\/)/, attack);
      assert.doesNotMatch(bare, /^# (?!Broken|Weak|Inconclusive|Sound|Unreachable)/m, attack);
    }
  });
});

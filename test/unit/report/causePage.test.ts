// Pages of causes as Markdown and for a terminal, and docs/causes.md, which is made of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { causes } from '../../../src/causes/index.ts';
import type { CauseText } from '../../../src/model/cause.ts';
import { formatCauseBook, formatCausePage, formatCauseText } from '../../../src/report/causePage.ts';
import { findRulePage } from '../../../src/rules/ruleBook.ts';

const sections = ['What it means', 'What it explains', 'What to do', 'Sources'];

function titleOfRule(rule: string): string | undefined {
  return findRulePage(rule)?.title;
}

const odd: CauseText = {
  id: 'odd',
  title: 'A <b>title</b> with [brackets](https://example.com)',
  meaning: 'An *odd* thing.\n# Heading',
  explains: ['starttls/not-offered', 'gone/rule'],
  fix: 'Look. Exchange: Get-ExchangeCertificate | Format-List Subject. Postfix: smtpd_tls_chain_files.\nThen stop.',
  sources: [],
};

describe('the page of a cause', () => {
  for (const cause of causes) {
    it(`of ${cause.id} has its sections in order, and fits a terminal`, () => {
      const markdown = formatCausePage(cause, titleOfRule).split('\n');
      const text = formatCauseText(cause, titleOfRule, 80).split('\n');
      const wanted = cause.sources.length === 0 ? sections.slice(0, -1) : sections;
      for (const [lines, prefix] of [
        [markdown, '## '],
        [text, ''],
      ] as const) {
        const places = wanted.map((title) => lines.indexOf(`${prefix}${title}`));
        assert.ok(
          places.every((place, index) => place > (places[index - 1] ?? 0)),
          places.join(),
        );
      }
      const copied = new Set(cause.sources.map(({ url }) => url));
      const long = text.filter((line) => line.length > 80 && !copied.has(line.trim()) && line.trim().includes(' '));
      assert.deepEqual(long, []);
    });

    it(`of ${cause.id} names rules that there are`, () => {
      assert.deepEqual(
        cause.explains.filter((rule) => titleOfRule(rule) === undefined),
        [],
      );
    });
  }

  it('escapes what Markdown would act on, and keeps commands as they are', () => {
    assert.equal(
      formatCausePage(odd, titleOfRule, 2),
      [
        '## A \\<b\\>title\\</b\\> with \\[brackets\\](https\\://example.com)',
        '',
        '**Cause** `odd`',
        '',
        '### What it means',
        '',
        'An \\*odd\\* thing. \\# Heading',
        '',
        '### What it explains',
        '',
        '- The server does not offer STARTTLS (`starttls/not-offered`)',
        '- gone/rule (`gone/rule`)',
        '',
        '### What to do',
        '',
        '1. Look.',
        '2. By product:',
        '   - **Exchange:** `Get-ExchangeCertificate | Format-List Subject`.',
        '   - **Postfix:** `smtpd_tls_chain_files`.',
        '',
        'Then stop.',
      ].join('\n'),
    );
  });

  it('is plain text in a terminal', () => {
    const lines = formatCauseText(odd, titleOfRule, 80).split('\n');
    assert.deepEqual(lines.slice(0, 2), ['odd', 'A <b>title</b> with [brackets](https://example.com).']);
    assert.ok(lines.includes('  starttls/not-offered: The server does not offer STARTTLS'));
    assert.ok(lines.includes('  gone/rule: not in this version'));
    assert.ok(lines.includes('     Postfix: smtpd_tls_chain_files.'));
    assert.equal(lines.includes('Sources'), false);
  });
});

describe('docs/causes.md', () => {
  it('is current', () => {
    const written = readFileSync('docs/causes.md', 'utf8').replaceAll('\r\n', '\n');
    const isCurrent = written === formatCauseBook(causes, titleOfRule);
    assert.ok(isCurrent, 'docs/causes.md is not current: run "npm run docs" and commit it.');
  });

  it('leads from its contents to every cause', () => {
    const text = formatCauseBook(causes, titleOfRule);
    const anchors = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    assert.deepEqual(
      anchors,
      causes.map(({ id }) => id),
    );
    for (const anchor of anchors) assert.equal(text.split(`<a id="${anchor}"></a>`).length, 2, anchor);
  });
});

// Pages of rules as Markdown and for a terminal, and docs/rules.md, which is made of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RulePage } from '../../../src/model/rulePage.ts';
import { formatRuleBook, formatRulePage, formatRuleText } from '../../../src/report/rulePage.ts';
import { rulePages } from '../../../src/rules/ruleBook.ts';

const sections = ['What it means', 'Why it matters', 'How to check by hand', 'What to do', 'Sources'];

const odd: RulePage = {
  id: 'subject/odd',
  title: 'A <b>title</b> with [brackets](https://example.com)',
  severity: 'warning',
  citation: { text: 'RFC 1 _section_ 2', url: 'https://example.com/1' },
  meaning: 'An *odd* thing.\n# Heading',
  consequence: 'Mail & such <script>.',
  checkNote: 'HOST is the host.',
  checks: [{ text: 'Look `here`.', commands: ['openssl x509 -in FILE'], shell: 'sh' }],
  fix: 'Look. Exchange: Get-ExchangeCertificate | Format-List Subject. Postfix: smtpd_tls_chain_files.\nThen stop.',
  cases: [{ members: [{ names: ['a_b (1)'], meaning: 'It is <one>.' }], fix: 'Wait.' }],
  sources: [
    { text: 'Twice', url: 'https://example.com/1' },
    { text: 'Once', url: 'https://example.com/2' },
  ],
};

describe('the page of a rule', () => {
  for (const page of rulePages) {
    it(`of ${page.id} has its sections in order, as Markdown and as text`, () => {
      const markdown = formatRulePage(page).split('\n');
      const places = sections.map((title) => markdown.indexOf(`## ${title}`));
      assert.ok(
        places.every((place, index) => place > (places[index - 1] ?? 0)),
        places.join(),
      );
      const text = formatRuleText(page, 80).split('\n');
      const lines = sections.map((title) => text.indexOf(title));
      assert.ok(
        lines.every((line, index) => line > (lines[index - 1] ?? 0)),
        lines.join(),
      );
      assert.equal(text[0], page.id);
    });

    it(`of ${page.id} fits a terminal, but for what is copied`, () => {
      const copied = new Set([
        ...page.checks.flatMap(({ commands }) => commands),
        ...page.sources.map(({ url }) => url),
      ]);
      for (const line of formatRuleText(page, 80).split('\n')) {
        const isCopied = copied.has(line.trim()) || line.trim() === page.citation.url;
        assert.ok(line.length <= 80 || isCopied || !line.trim().includes(' '), line);
      }
    });
  }

  it('escapes what Markdown would act on, and keeps commands as they are', () => {
    const text = formatRulePage(odd);
    assert.equal(
      text,
      [
        '# A \\<b\\>title\\</b\\> with \\[brackets\\](https\\://example.com)',
        '',
        '**Warning** (breaks a SHOULD, or may stop some deliveries) · rule `subject/odd`',
        '',
        '## What it means',
        '',
        'An \\*odd\\* thing. \\# Heading',
        '',
        '## Why it matters',
        '',
        'Mail \\& such \\<script\\>.',
        '',
        '## How to check by hand',
        '',
        'HOST is the host.',
        '',
        'Look \\`here\\`.',
        '',
        '```sh',
        'openssl x509 -in FILE',
        '```',
        '',
        '## What to do',
        '',
        '1. Look.',
        '2. By product:',
        '   - **Exchange:** `Get-ExchangeCertificate | Format-List Subject`.',
        '   - **Postfix:** `smtpd_tls_chain_files`.',
        '',
        'Then stop.',
        '',
        '## What it may have been',
        '',
        '- `a_b (1)`: It is \\<one\\>.',
        '',
        'What to do about it:',
        '',
        '1. Wait.',
        '',
        '## Sources',
        '',
        '- [RFC 1 \\_section\\_ 2](https://example.com/1)',
        '- [Once](https://example.com/2)',
      ].join('\n'),
    );
  });

  it('is set in a terminal with commands unbroken', () => {
    const lines = formatRuleText(odd, 40).split('\n');
    assert.ok(lines.includes('    openssl x509 -in FILE'));
    assert.ok(lines.includes('  2. By product:'));
    assert.ok(lines.includes('     Postfix: smtpd_tls_chain_files.'));
    assert.ok(lines.includes('  a_b (1): It is <one>.'));
  });
});

describe('docs/rules.md', () => {
  it('is current', () => {
    const written = readFileSync('docs/rules.md', 'utf8').replaceAll('\r\n', '\n');
    assert.ok(written === formatRuleBook(rulePages), 'docs/rules.md is not current: run "npm run docs" and commit it.');
  });

  it('leads from its contents to every rule', () => {
    const text = formatRuleBook(rulePages);
    for (const [, anchor] of text.matchAll(/\]\(#([^)]+)\)/g)) {
      assert.equal(text.split(`<a id="${anchor}"></a>`).length, 2, anchor);
    }
    assert.equal([...text.matchAll(/<a id="/g)].length, rulePages.length);
  });
});

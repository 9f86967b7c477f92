// Every text that the extension and its page show can be translated, and German has all of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readSourceFiles } from '../support/imports.ts';

type Texts = Readonly<Record<string, string>>;

const root = process.cwd();

function readTexts(path: string): Texts {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Texts;
}

/** The first arguments of all calls of `t`; what is no literal is named as an offence. */
function readCalls(): { readonly messages: ReadonlySet<string>; readonly offences: readonly string[] } {
  const messages = new Set<string>();
  const offences: string[] = [];
  for (const { path, text } of [...readSourceFiles(root, 'src/extension'), ...readSourceFiles(root, 'media')]) {
    if (path.endsWith('/l10n.ts')) continue;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        const message = node.arguments[0];
        if (message !== undefined && ts.isStringLiteralLike(message)) messages.add(message.text);
        else offences.push(`${path}: ${node.getText(source).slice(0, 80)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { messages, offences };
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
}

function assertSamePlaceholders(english: Texts, german: Texts): void {
  const wrong = Object.keys(english).filter(
    (key) => placeholders(english[key] ?? '').join() !== placeholders(german[key] ?? '').join(),
  );
  assert.deepEqual(wrong, []);
}

/** Links and commands have to be the same in every language. */
function targets(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)]+)\)|\$\([a-z-]+\)|`[^`]+`/g)].map((match) => match[1] ?? match[0]).sort();
}

describe('texts', () => {
  const { messages, offences } = readCalls();

  it('are literal where they are asked for', () => {
    assert.deepEqual(offences, []);
    assert.ok(messages.size > 100, `only ${messages.size} texts were found`);
  });

  it('of the program are all in German, and no other', () => {
    const german = readTexts('l10n/bundle.l10n.de.json');
    assert.deepEqual(Object.keys(german).sort(), [...messages].sort());
    assertSamePlaceholders(Object.fromEntries([...messages].map((message) => [message, message])), german);
  });

  it('of the manifest are all in German, and no other', () => {
    const english = readTexts('package.nls.json');
    const german = readTexts('package.nls.de.json');
    assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
    const differing = Object.keys(english).filter(
      (key) => targets(english[key] ?? '').join() !== targets(german[key] ?? '').join(),
    );
    assert.deepEqual(differing, []);
  });
});

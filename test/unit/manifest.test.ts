// What package.json promises beside commands: settings, keys, walkthrough and tools that are whole and go together.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolNames } from '../../src/extension/contributions.ts';

interface Setting {
  readonly scope?: string;
  readonly order?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Tool {
  readonly name: string;
  readonly toolReferenceName: string;
  readonly modelDescription: string;
  readonly inputSchema: { readonly additionalProperties: boolean };
}

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when?: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly languageModelTools: readonly Tool[];
  };
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(process.cwd(), name), 'utf8')) as T;
}

const { contributes, capabilities } = readJson<Manifest>('package.json');
const names = readJson<Readonly<Record<string, string>>>('package.nls.json');
const commands = new Set(contributes.commands.map(({ command }) => command));
const shipped = readFileSync(join(process.cwd(), '.vscodeignore'), 'utf8').split('\n');

describe('settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  it('each have a scope, a description and a place of their own', () => {
    for (const [id, { scope, description, markdownDescription }] of settings) {
      assert.match(scope ?? '', /^(window|resource|machine|application)$/, id);
      assert.match(description ?? markdownDescription ?? '', /^%[\w.]+%$/, id);
    }
    const orders = settings.map(([, { order }]) => order);
    assert.equal(new Set(orders).size, orders.length, `The same place twice: ${orders.join(', ')}`);
    assert.equal(orders.includes(undefined), false);
  });

  it('are left to the person in a folder that is not trusted, where they decide on traffic, results or files', () => {
    /** Such as say how long to wait: whatever a folder sets them to, a probe stays what it is. */
    const harmless = new Set(['smtpTls.timeoutSeconds']);
    const open = settings.map(([id]) => id).filter((id) => !harmless.has(id));
    assert.deepEqual([...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(), open.sort());
  });
});

describe('keys', () => {
  it('work in the list of endpoints alone, and not while somebody types', () => {
    for (const { key, when, command } of contributes.keybindings) {
      assert.match(when ?? '', /^focusedView == smtpTls\.endpoints && listFocus && !inputFocus\b/, key);
      assert.ok(commands.has(command), command);
    }
  });
});

describe('the walkthrough', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it('leads to commands that there are', () => {
    for (const { id, description, completionEvents } of steps) {
      const text = names[description.replaceAll('%', '')] ?? '';
      const called = [...text.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? '');
      const ending = completionEvents.flatMap((event) => /^onCommand:(.+)$/.exec(event)?.[1] ?? []);
      const own = [...called, ...ending].filter((command) => command.startsWith('smtpTls.'));
      assert.deepEqual(
        own.filter((command) => !commands.has(command)),
        [],
        id,
      );
      assert.ok(completionEvents.length > 0, id);
    }
  });

  it('begins with something that works offline, and its pictures are shipped', () => {
    assert.ok(steps[0]?.completionEvents.includes('onCommand:smtpTls.openLab'));
    for (const entry of ['!dist/lab.js', '!media/walkthrough/*.svg']) assert.ok(shipped.includes(entry), entry);
    for (const { media } of steps) {
      const svg = readFileSync(join(process.cwd(), media.svg), 'utf8');
      // VS Code shows pictures of a walkthrough under a policy that takes no styles of theirs.
      assert.doesNotMatch(svg, /<style|style=|<script|href=/, media.svg);
      assert.ok(existsSync(join(process.cwd(), media.svg)));
      assert.ok((names[media.altText.replaceAll('%', '')] ?? '').length > 20, media.altText);
    }
  });
});

describe('tools for language models', () => {
  it('are those that the code registers, each with a closed schema', () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ name }) => name),
      Object.values(toolNames),
    );
    for (const { name, inputSchema, modelDescription, toolReferenceName } of contributes.languageModelTools) {
      assert.equal(inputSchema.additionalProperties, false, name);
      assert.ok(modelDescription.length > 100 && modelDescription.length < 1_000, name);
      assert.match(toolReferenceName, /^\w+$/);
    }
  });
});

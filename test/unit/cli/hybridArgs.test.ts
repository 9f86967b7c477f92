// What the command `hybrid` takes, and what it refuses by name.

import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/cli/args.ts';
import type { Command } from '../../../src/cli/command.ts';

const sources = { readFile: (): Buffer => Buffer.from(''), environment: {} };

function parse(...argv: readonly string[]): Command {
  return parseCommand(argv, sources);
}

function reasonOf(...argv: readonly string[]): string {
  const command = parse(...argv);
  assert.ok(command.kind === 'invalid', JSON.stringify(command));
  return command.reason;
}

describe('the command hybrid', () => {
  it('takes exports, both hosts and the address', () => {
    const command = parse(
      'hybrid',
      'a.json',
      '--on-premises',
      'mail.contoso.com',
      '--smart-host',
      'contoso-com.mail.protection.outlook.com:2525',
      '--egress',
      '[203.0.113.5]',
      'b.xml',
      '--format',
      'html',
    );
    assert.ok(command.kind === 'hybrid');
    assert.deepEqual(command.files, ['a.json', 'b.xml']);
    assert.deepEqual(command.onPremises, { host: 'mail.contoso.com', port: 25, tlsMode: 'starttls' });
    assert.equal(command.smartHost?.port, 2525);
    assert.deepEqual(
      [command.egress, command.format, command.failOn, command.isSnippet],
      ['203.0.113.5', 'html', 'error', false],
    );
    const json = parse('hybrid', '--json', '--smart-host', 'a.example');
    assert.equal(json.kind === 'hybrid' && json.format, 'json');
    const snippet = parse('hybrid', '--export-snippet');
    assert.equal(snippet.kind === 'hybrid' && snippet.isSnippet, true);
  });

  it('refuses what does not belong to it, and its flags elsewhere', () => {
    assert.match(reasonOf('hybrid'), /^Give an export of the connectors/);
    assert.match(reasonOf('hybrid', 'a', '--pfx', 'x'), /^--pfx does not go with hybrid\.$/);
    assert.match(reasonOf('hybrid', 'a', '--format', 'sarif'), /^--format is one of text, markdown, html, json/);
    assert.match(reasonOf('hybrid', 'a', '--json', '--format', 'html'), /exclude each other/);
    assert.match(reasonOf('hybrid', '--on-premises', 'not a host'), /^--on-premises: "not a host" is not a host name/);
    assert.match(reasonOf('hybrid', 'a', '--egress', 'here'), /^--egress is an IP address/);
    assert.match(
      reasonOf('probe', 'a.example', '--smart-host', 'b.example'),
      /^--smart-host goes with the command hybrid\.$/,
    );
  });
});

// Exports of connectors (Get-SendConnector and its kin as JSON, CSV, CLIXML or Format-List): values that weaken TLS.

import type { AntiFix } from './antiFix.ts';
import { certificateRules, startTlsRules } from './leads.ts';
import { exchange, hybrid, ownServers } from './exchange.ts';
import { flagPattern } from '../formats/exports/flagWords.ts';

/** Where a name stands in each form of export. */
const nameIn = (name: string): string =>
  `(?:(?:^[ \\t]{0,200}|[{,][ \\t]{0,40})"?${name}"?[ \\t]{0,60}:[ \\t]{0,60}"?|<\\w{1,4} N="${name}">)`;

const ending = '(?=[ \\t]{0,40}"?[ \\t]{0,40}(?:[,}<\\r]|$))';

function valueOf(name: string, value: string): RegExp {
  return new RegExp(`${nameIn(name)}(?<value>${value})${ending}`, 'im');
}

/** The name with nothing behind it, or null: there is no value to be marked. */
function emptyValueOf(name: string): RegExp {
  return new RegExp(
    `(?:(?:^[ \\t]{0,200}|[{,][ \\t]{0,40})"?|<Nil N=")(?<value>${name})(?:"[ \\t]{0,20}/>|"?[ \\t]{0,60}:[ \\t]{0,60}(?:null|"")?[ \\t]{0,40}(?=[,}\\r]|$))`,
    'im',
  );
}

/** A connector that takes mail from the Internet cannot demand TLS. */
const receiving = /\bRemoteIPRanges\b|\bBindings\b/i;

/** What is said of the same parameter in a script. */
function saidOf(id: string): Pick<AntiFix, 'title' | 'effect' | 'alternative' | 'rules' | 'citation' | 'severity'> {
  const row = exchange.find((one) => one.id === id);
  if (row === undefined) throw new Error(`There is no ${id}.`);
  const { title, effect, alternative, rules, citation, severity } = row;
  return { title, effect, alternative, rules, citation, severity };
}

const languages = { languages: ['connector-export'] } as const;

export const connectorExport: readonly AntiFix[] = [
  {
    ...saidOf('exchange/ignore-starttls'),
    ...languages,
    id: 'connector-export/ignore-starttls',
    pattern: valueOf('IgnoreSTARTTLS', flagPattern('true')),
  },
  {
    ...saidOf('exchange/require-tls-off'),
    ...languages,
    id: 'connector-export/require-tls-off',
    title: 'A connector between Exchange and Exchange Online does not demand TLS',
    pattern: valueOf('RequireTLS', flagPattern('false')),
    context: { kind: 'record', has: ownServers, lacks: receiving },
    rules: startTlsRules,
  },
  {
    ...saidOf('exchange/tls-auth-level-cleared'),
    ...languages,
    id: 'connector-export/tls-auth-level-cleared',
    title: 'A connector to Exchange Online does not verify the certificate',
    pattern: emptyValueOf('TlsAuthLevel'),
    context: { kind: 'record', has: hybrid, lacks: receiving },
    rules: certificateRules,
  },
  {
    ...saidOf('exchange/tls-auth-level-encryption-only'),
    ...languages,
    id: 'connector-export/tls-auth-level-encryption-only',
    pattern: valueOf('TlsAuthLevel', 'EncryptionOnly'),
  },
  {
    ...saidOf('exchange/outbound-tls-cleared'),
    ...languages,
    id: 'connector-export/outbound-tls-cleared',
    title: 'The Outbound connector to your own servers does not demand TLS',
    pattern: emptyValueOf('TlsSettings'),
    context: { kind: 'record', has: /ConnectorType\W{1,80}OnPremises|N="ConnectorType">OnPremises/i },
  },
  {
    ...saidOf('exchange/outbound-encryption-only'),
    ...languages,
    id: 'connector-export/outbound-encryption-only',
    pattern: valueOf('TlsSettings', 'EncryptionOnly'),
  },
  {
    ...saidOf('exchange/suppress-anonymous-tls'),
    ...languages,
    id: 'connector-export/suppress-anonymous-tls',
    pattern: valueOf('SuppressXAnonymousTls', flagPattern('true')),
  },
  {
    ...saidOf('exchange/smart-host-password-in-clear'),
    ...languages,
    id: 'connector-export/smart-host-password-in-clear',
    pattern: valueOf('SmartHostAuthMechanism', 'BasicAuth'),
  },
  {
    ...saidOf('exchange/receive-without-tls'),
    ...languages,
    id: 'connector-export/receive-without-tls',
    pattern: valueOf('AuthMechanism', 'None'),
    context: { kind: 'record', has: receiving },
  },
];

// Which languages a file is read as: by its name, and whether it is an export of connectors by what stands in it.

import type { Language } from './antiFix.ts';

const byExtension: Readonly<Record<string, readonly Language[]>> = {
  ps1: ['powershell'],
  psm1: ['powershell'],
  psd1: ['powershell'],
  reg: ['registry'],
  js: ['javascript'],
  cjs: ['javascript'],
  mjs: ['javascript'],
  jsx: ['javascript'],
  ts: ['javascript'],
  cts: ['javascript'],
  mts: ['javascript'],
  tsx: ['javascript'],
  py: ['python'],
  cs: ['csharp'],
  php: ['php'],
  java: ['java'],
  kt: ['java'],
  kts: ['java'],
  groovy: ['java'],
  scala: ['java'],
  go: ['go'],
  rb: ['ruby'],
  properties: ['properties'],
  yml: ['yaml'],
  yaml: ['yaml'],
  json: ['json'],
  jsonc: ['json'],
  json5: ['json'],
  config: ['xml'],
  ini: ['ini'],
  conf: ['ini'],
  toml: ['ini'],
  env: ['env'],
  sh: ['shell'],
  bash: ['shell'],
  bat: ['shell'],
  cmd: ['shell'],
  mc: ['sendmail'],
  asa: ['cisco'],
  ios: ['cisco'],
  cfg: ['cisco', 'ini'],
};

/** Names that say more than their ending. */
const byName: readonly (readonly [pattern: RegExp, languages: readonly Language[]])[] = [
  [/^main\.cf(?:\.\w{1,20})?$/, ['postfix-main']],
  [/^master\.cf(?:\.\w{1,20})?$/, ['postfix-master']],
  [/^(?:smtp_?)?tls_?policy(?:_maps?)?(?:\.(?:cf|map|txt))?$/, ['postfix-policy']],
  [/^exim4?\.conf(?:\.(?:template|localmacros|local))?$|^\d\d_exim4-config_\w{1,60}$/, ['exim']],
  [/^(?:sendmail|submit)\.(?:mc|cf)$/, ['sendmail']],
  [/^access$/, ['sendmail-access']],
  [/^\.?msmtprc$/, ['msmtp']],
  [/^\.env(?:\.[\w.]{1,40})?$|^dockerfile(?:\.[\w-]{1,40})?$/, ['env']],
  [/^(?:gemfile|rakefile)$/, ['ruby']],
];

/** Identifiers of languages in editors, for a document without a name that says it. */
const byLanguageId: Readonly<Record<string, readonly Language[]>> = {
  powershell: ['powershell'],
  javascript: ['javascript'],
  javascriptreact: ['javascript'],
  typescript: ['javascript'],
  typescriptreact: ['javascript'],
  python: ['python'],
  csharp: ['csharp'],
  php: ['php'],
  java: ['java'],
  kotlin: ['java'],
  groovy: ['java'],
  go: ['go'],
  ruby: ['ruby'],
  properties: ['properties'],
  yaml: ['yaml'],
  dockercompose: ['yaml'],
  json: ['json'],
  jsonc: ['json'],
  ini: ['ini'],
  toml: ['ini'],
  dotenv: ['env'],
  dockerfile: ['env'],
  shellscript: ['shell'],
  bat: ['shell'],
  cisco: ['cisco'],
};

/** Endings that an export of connectors may have. */
const exportEnding = /\.(?:json|csv|txt|xml|clixml|log)$/i;

/** A file's name without its folders, on any system. */
function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).toLowerCase();
}

/** Whether a file of this name can be an export of connectors: only then is it worth looking into. */
export function mayBeConnectorExport(name: string): boolean {
  return exportEnding.test(baseName(name)) || !baseName(name).includes('.');
}

/** Where the properties of a connector stand; a few of them are looked for in the beginning of a text. */
const exportHead = 64 * 1024;

/** Whether a text is what Get-SendConnector and its kin give, in any form. */
export function isConnectorExport(text: string): boolean {
  const head = text.slice(0, exportHead);
  const has = (name: string): boolean =>
    new RegExp(`(?:^[ \\t]{0,200}|["'{,;|\\t])${name}(?:["']|[ \\t]{0,60}[:;,|\\t]|[ \\t]{0,60}$)`, 'im').test(head);
  const tls = ['RequireTLS', 'TlsSettings', 'TlsAuthLevel', 'TlsCertificateName', 'TlsSenderCertificateName'];
  const connector = [
    ...['SmartHosts', 'AddressSpaces', 'RemoteIPRanges', 'Bindings', 'SenderDomains', 'RecipientDomains'],
    ...['ConnectorType', 'SourceTransportServers', 'CloudServicesMailEnabled', 'IgnoreSTARTTLS', 'TransportRole'],
  ];
  return tls.some(has) && connector.some(has);
}

/** The languages of a file by its name alone; `languageId` is what an editor takes it for. */
export function languagesOfName(name: string, languageId?: string): readonly Language[] {
  const base = baseName(name);
  const named = byName.find(([pattern]) => pattern.test(base))?.[1];
  if (named !== undefined) return named;
  const ending = base.slice(base.lastIndexOf('.') + 1);
  const known = base.includes('.') && Object.hasOwn(byExtension, ending) ? byExtension[ending] : undefined;
  if (known !== undefined) return known;
  if (languageId === undefined) return Object.hasOwn(byLanguageId, base) ? (byLanguageId[base] ?? []) : [];
  return Object.hasOwn(byLanguageId, languageId) ? (byLanguageId[languageId] ?? []) : [];
}

/** What `postconf -n` prints, or a main.cf by another name: settings and nothing else, one of them of SMTP. */
function isPostfixSettings(text: string): boolean {
  const lines = text
    .slice(0, exportHead)
    .split(/\r?\n/)
    .filter((line) => !/^(?:[ \t#]|$)/.test(line));
  return lines.every((line) => /^\w{1,80}[ \t]{0,20}=/.test(line)) && lines.some((line) => /^smtpd?_/.test(line));
}

/** All languages of a file: an export of connectors is also what its ending says. */
export function languagesOf(name: string, text: string, languageId?: string): readonly Language[] {
  const named = languagesOfName(name, languageId);
  const isPlain = !baseName(name).includes('.') || baseName(name).endsWith('.txt');
  if (named.length === 0 && isPlain && isPostfixSettings(text)) return ['postfix-main'];
  return mayBeConnectorExport(name) && isConnectorExport(text) ? [...named, 'connector-export'] : named;
}

const searchedEndings = [...Object.keys(byExtension), 'csv', 'txt', 'xml', 'clixml'].map((ending) => `*.${ending}`);

/** Files that a search through a folder looks into: no more than `languagesOf` knows. */
export const antiFixGlob = `**/{${[
  ...searchedEndings,
  ...['main.cf', 'master.cf', 'tls_policy', 'sendmail.cf', 'submit.cf', 'access', 'exim4.conf.template'],
  ...['*_exim4-config_*', '.msmtprc', 'msmtprc', '.env.*', 'Dockerfile', 'Gemfile'],
].join(',')}}`;

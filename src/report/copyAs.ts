// The same look at an endpoint by another tool, as a command to paste. Every command verifies the server's certificate.

import { tlsVersions } from '../model/tls.ts';
import type { TlsVersion } from '../model/tls.ts';
import { addressFamily, bracketed } from '../formats/ipAddress.ts';
import { formatCommandLine } from '../formats/shellQuoting.ts';
import type { Shell } from '../formats/shellQuoting.ts';
import { formatEndpoint, tlsModeFor } from '../formats/targetText.ts';
import { formatSslStream, formatTestConnection } from './copyAsPowerShell.ts';
import type { CopySubject } from './copySubject.ts';

export const copyTools = [
  'openssl',
  'swaks',
  'gnutls-cli',
  'curl',
  'test-netconnection',
  'sslstream',
  'smtp-tls-probe',
] as const;

export type CopyTool = (typeof copyTools)[number];

export interface CopyOptions {
  /** Of the command lines; the PowerShell ones are PowerShell's in any case. */
  readonly shell: Shell;
  /** Words that start our own command line. */
  readonly ownProgram: readonly string[];
}

/** RFC 6066 section 3: an address is not sent as a server name. */
function sniOf({ endpoint, serverName = endpoint.host }: CopySubject): string | undefined {
  return addressFamily(serverName) === undefined ? serverName : undefined;
}

function isImplicit({ endpoint }: CopySubject): boolean {
  return endpoint.tlsMode === 'implicit';
}

function versionsFrom(minimum: TlsVersion): readonly TlsVersion[] {
  return tlsVersions.slice(tlsVersions.indexOf(minimum));
}

/** `1.0` to `1.3`. */
function versionNumber(version: TlsVersion): string {
  return version === 'TLSv1' ? '1.0' : version.slice('TLSv'.length);
}

function option(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, value];
}

/** It goes on when verification fails, which shows the chain, and says so in its last line, "Verify return code". */
function opensslWords(subject: CopySubject): readonly string[] {
  const { endpoint, serverName = endpoint.host, authoritiesFile, ehloName, minimumTls } = subject;
  const sni = sniOf(subject);
  return [
    ...['openssl', 's_client', '-connect', formatEndpoint(endpoint)],
    ...(isImplicit(subject) ? [] : ['-starttls', 'smtp', ...option('-name', ehloName)]),
    ...(sni === undefined
      ? ['-noservername', '-verify_ip', serverName]
      : ['-servername', sni, '-verify_hostname', sni]),
    ...option('-CAfile', authoritiesFile),
    ...option('-min_protocol', minimumTls),
    ...['-showcerts', '-crlf', '-ign_eof'],
  ];
}

function swaksWords(subject: CopySubject): readonly string[] {
  const { endpoint, authoritiesFile, ehloName, minimumTls } = subject;
  const protocols =
    minimumTls === undefined
      ? undefined
      : versionsFrom(minimumTls)
          .map((version) => version.toLowerCase().replace('.', '_'))
          .join(',');
  return [
    ...['swaks', '--server', endpoint.host, '--port', String(endpoint.port)],
    ...[isImplicit(subject) ? '--tls-on-connect' : '--tls', '--tls-verify'],
    ...option('--tls-ca-path', authoritiesFile),
    ...option('--tls-sni', sniOf(subject)),
    ...option('--tls-protocol', protocols),
    ...option('--ehlo', ehloName),
    ...['--quit-after', 'HELO'],
  ];
}

/** It says "EHLO mail.example.com" whatever it is told. */
function gnutlsWords(subject: CopySubject): readonly string[] {
  const { endpoint, serverName = endpoint.host, authoritiesFile, minimumTls } = subject;
  const sni = sniOf(subject);
  const priority =
    minimumTls === undefined
      ? undefined
      : ['NORMAL', '-VERS-ALL', ...versionsFrom(minimumTls).map((version) => `+VERS-TLS${versionNumber(version)}`)];
  return [
    ...['gnutls-cli', '--port', String(endpoint.port)],
    ...(isImplicit(subject) ? [] : ['--starttls-proto', 'smtp']),
    ...(sni === undefined ? ['--disable-sni'] : ['--sni-hostname', sni]),
    ...['--verify-hostname', serverName],
    ...option('--x509cafile', authoritiesFile),
    ...option('--priority', priority?.join(':')),
    ...['--print-cert', '--crlf', endpoint.host],
  ];
}

/** curl verifies the name in the URL, and takes the EHLO name from its path. */
function curlWords(subject: CopySubject, shell: Shell): readonly string[] {
  const { endpoint, serverName = endpoint.host, authoritiesFile, ehloName, minimumTls } = subject;
  const { host, port } = endpoint;
  const path = ehloName === undefined ? '' : `/${encodeURIComponent(ehloName)}`;
  const connect = `${bracketed(serverName)}:${port}:${bracketed(host)}:${port}`;
  return [
    // In Windows PowerShell the bare name is another command.
    ...[shell === 'powershell' ? 'curl.exe' : 'curl', '--verbose', '--globoff'],
    ...(isImplicit(subject) ? [] : ['--ssl-reqd']),
    ...(serverName === host ? [] : ['--connect-to', connect]),
    ...option('--cacert', authoritiesFile),
    ...(minimumTls === undefined ? [] : [`--tlsv${versionNumber(minimumTls)}`]),
    // Without a command of its own curl would ask for HELP, which many servers refuse.
    ...['--request', 'NOOP', `${isImplicit(subject) ? 'smtps' : 'smtp'}://${bracketed(serverName)}:${port}${path}`],
  ];
}

function ownWords(subject: CopySubject, program: readonly string[]): readonly string[] {
  const { endpoint, serverName, authoritiesFile, ehloName, minimumTls } = subject;
  const isUsualMode = tlsModeFor(endpoint.port) === endpoint.tlsMode;
  return [
    ...[...program, 'probe', formatEndpoint(endpoint)],
    ...(isUsualMode ? [] : ['--tls', endpoint.tlsMode]),
    ...option('--servername', serverName),
    ...option('--ca', authoritiesFile),
    ...option('--ehlo', ehloName),
    ...option('--min-tls', minimumTls === undefined ? undefined : versionNumber(minimumTls)),
    '--verbose',
  ];
}

/** These two talk to the server with what they read: QUIT ends the session in good manners, and the program with it. */
function withQuit(line: string): string {
  return `echo QUIT | ${line}`;
}

/** One line, or for `sslstream` a block of several, without a line end after the last. */
export function formatCopy(tool: CopyTool, subject: CopySubject, { shell, ownProgram }: CopyOptions): string {
  switch (tool) {
    case 'openssl':
      return withQuit(formatCommandLine(opensslWords(subject), shell));
    case 'swaks':
      return formatCommandLine(swaksWords(subject), shell);
    case 'gnutls-cli':
      return withQuit(formatCommandLine(gnutlsWords(subject), shell));
    case 'curl':
      return formatCommandLine(curlWords(subject, shell), shell);
    case 'smtp-tls-probe':
      return formatCommandLine(ownWords(subject, ownProgram), shell);
    case 'test-netconnection':
      return formatTestConnection(subject);
    case 'sslstream':
      return formatSslStream(subject);
  }
}

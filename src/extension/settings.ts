// The person's settings, taken as unknown and parsed, and the probe options that come of them.

import * as vscode from 'vscode';
import type { EndpointProfile } from '../engine/store.ts';
import { deadlinesWithin } from '../model/limits.ts';
import type { ProbeOptions } from '../model/options.ts';
import { tlsVersions } from '../model/tls.ts';
import type { TlsVersion } from '../model/tls.ts';
import { addressFamily, addressLiteral } from '../formats/ipAddress.ts';
import { parsePemCertificates } from '../formats/pem.ts';
import { printableText } from '../formats/printable.ts';
import { parseHost } from '../formats/targetText.ts';
import type { Parsed } from '../formats/targetText.ts';
import { settingsSection } from './contributions.ts';
import { t } from './l10n.ts';

/** The real system stores are below 1 MB. */
const largestAuthoritiesFile = 16 * 1024 * 1024;

function invalid(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
}

function readText(name: string): string | undefined {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function readNodePath(): string | undefined {
  return readText('nodePath');
}

export function isProbeOnOpen(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get<unknown>('probeOnOpen') === true;
}

/** RFC 5321 section 4.1.1.1: a domain name or an address literal; nothing else goes on the wire. */
function readEhloName(): Parsed<string | undefined> {
  const text = readText('ehloName');
  if (text === undefined) return { status: 'parsed', value: undefined };
  const host = parseHost(text);
  if (host.status === 'invalid')
    return invalid(t('The setting {0} cannot be used: {1}', `${settingsSection}.ehloName`, host.reason));
  return { status: 'parsed', value: addressFamily(host.value) === undefined ? host.value : addressLiteral(host.value) };
}

function readMinimumTls(): TlsVersion | undefined {
  const text = readText('minimumTls');
  return tlsVersions.find((version) => version === text);
}

function readWholeMs(): number {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>('timeoutSeconds');
  const seconds = typeof value === 'number' && Number.isFinite(value) ? value : 120;
  return Math.min(3_600, Math.max(1, seconds)) * 1_000;
}

/** A path in a setting: absolute, below the home folder by `~/`, else below the first folder of the workspace. */
function fileOf(path: string): vscode.Uri | undefined {
  const home = process.env['HOME'] ?? process.env['USERPROFILE'];
  if (/^~[/\\]/.test(path) && home !== undefined) return vscode.Uri.joinPath(vscode.Uri.file(home), path.slice(2));
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return vscode.Uri.file(path);
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, path);
}

/** PEM text with at least one certificate; the reason names the file otherwise. */
async function readAuthorities(file: vscode.Uri): Promise<Parsed<string>> {
  const shown = printableText(file.scheme === 'file' ? file.fsPath : file.toString(), 300);
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > largestAuthoritiesFile) return invalid(t('The CA file {0} is larger than 16 MB.', shown));
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const { certificates, problems } = parsePemCertificates(text);
    if (certificates.length > 0) return { status: 'parsed', value: text };
    return invalid(t('The CA file {0} holds no certificate that can be read. {1}', shown, problems[0] ?? '').trimEnd());
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    const reason = error instanceof Error ? printableText(error.message, 200) : t('unknown reason');
    return invalid(
      isMissing ? t('The CA file {0} does not exist.', shown) : t('The CA file {0} cannot be read: {1}', shown, reason),
    );
  }
}

function authoritiesFile(profile: EndpointProfile): Parsed<vscode.Uri | undefined> {
  if (profile.authorities !== undefined) {
    return { status: 'parsed', value: vscode.Uri.parse(profile.authorities, true) };
  }
  const path = readText('caFile');
  if (path === undefined) return { status: 'parsed', value: undefined };
  const file = fileOf(path);
  if (file !== undefined) return { status: 'parsed', value: file };
  return invalid(
    t(
      'The CA file {0} is a relative path, and no folder is open that it could be relative to.',
      printableText(path, 300),
    ),
  );
}

/** What to ask of a probe of one endpoint: its own profile first, then the settings. */
export async function readProbeOptions(profile: EndpointProfile): Promise<Parsed<ProbeOptions>> {
  const ehloName = readEhloName();
  if (ehloName.status === 'invalid') return ehloName;
  const file = authoritiesFile(profile);
  if (file.status === 'invalid') return file;
  const authorities = file.value === undefined ? undefined : await readAuthorities(file.value);
  if (authorities?.status === 'invalid') return authorities;
  const minimumTls = readMinimumTls();
  return {
    status: 'parsed',
    value: {
      deadlines: deadlinesWithin(readWholeMs()),
      ...(ehloName.value === undefined ? {} : { ehloName: ehloName.value }),
      ...(profile.serverName === undefined ? {} : { serverName: profile.serverName }),
      ...(authorities === undefined ? {} : { authorities: authorities.value }),
      ...(minimumTls === undefined ? {} : { minimumTls }),
    },
  };
}

// The person's settings, taken as unknown and parsed.

import * as vscode from 'vscode';
import { defaultConcurrency } from '../model/limits.ts';
import { tlsVersions } from '../model/tls.ts';
import type { TlsVersion } from '../model/tls.ts';
import { addressFamily, addressLiteral } from '../formats/ipAddress.ts';
import { parseHost } from '../formats/targetText.ts';
import type { Parsed } from '../formats/targetText.ts';
import { settingsSection } from './contributions.ts';
import { t } from './l10n.ts';

function invalid(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
}

/** Undefined where nothing is set. */
export function readText(name: string): string | undefined {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function readNodePath(): string | undefined {
  return readText('nodePath');
}

export function isProbeOnOpen(): boolean {
  return vscode.workspace.getConfiguration(settingsSection).get<unknown>('probeOnOpen') === true;
}

/** Probes at work at once. */
export function readConcurrency(): number {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>('concurrency');
  const count = typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : defaultConcurrency;
  return Math.min(100, Math.max(1, count));
}

/** RFC 5321 section 4.1.1.1: a domain name or an address literal; nothing else goes on the wire. */
export function readEhloName(): Parsed<string | undefined> {
  const text = readText('ehloName');
  if (text === undefined) return { status: 'parsed', value: undefined };
  const host = parseHost(text);
  if (host.status === 'invalid')
    return invalid(t('The setting {0} cannot be used: {1}', `${settingsSection}.ehloName`, host.reason));
  return { status: 'parsed', value: addressFamily(host.value) === undefined ? host.value : addressLiteral(host.value) };
}

export function readMinimumTls(): TlsVersion | undefined {
  const text = readText('minimumTls');
  return tlsVersions.find((version) => version === text);
}

/** Longest time of one probe, in milliseconds. */
export function readWholeMs(): number {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>('timeoutSeconds');
  const seconds = typeof value === 'number' && Number.isFinite(value) ? value : 120;
  return Math.min(3_600, Math.max(1, seconds)) * 1_000;
}

/** Where anti-fixes are looked for, beside the command that looks once. */
export const antiFixScopes = ['off', 'connectorExports', 'openFiles', 'workspace'] as const;
export type AntiFixScope = (typeof antiFixScopes)[number];

export function readAntiFixScope(uri: vscode.Uri | undefined): AntiFixScope {
  const value = vscode.workspace.getConfiguration(settingsSection, uri).get<unknown>('antiFixes');
  return antiFixScopes.find((scope) => scope === value) ?? 'connectorExports';
}

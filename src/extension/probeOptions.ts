// What to ask of a probe, from the endpoint's own profile and the person's settings.

import * as vscode from 'vscode';
import type { EndpointProfile } from '../engine/store.ts';
import { deadlinesWithin } from '../model/limits.ts';
import type { ProbeOptions } from '../model/options.ts';
import { parsePemCertificates } from '../formats/pem.ts';
import { printableText } from '../formats/printable.ts';
import type { Parsed } from '../formats/targetText.ts';
import { t } from './l10n.ts';
import { readEhloName, readMinimumTls, readText, readWholeMs } from './settings.ts';

/** The real system stores are below 1 MB. */
const largestAuthoritiesFile = 16 * 1024 * 1024;

function invalid(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
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

/** Where the roots to trust are, when not the usual ones. */
export function authoritiesFile(profile: EndpointProfile): Parsed<vscode.Uri | undefined> {
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

export type OptionsReader = (profile: EndpointProfile) => Promise<Parsed<ProbeOptions>>;

/** For one run: a file that many endpoints share is read once. The endpoint's own profile comes before the settings. */
export function createOptionsReader(): OptionsReader {
  const ehloName = readEhloName();
  const minimumTls = readMinimumTls();
  const deadlines = deadlinesWithin(readWholeMs());
  const texts = new Map<string, Promise<Parsed<string>>>();
  const readOnce = (file: vscode.Uri): Promise<Parsed<string>> => {
    const name = file.toString();
    const text = texts.get(name) ?? readAuthorities(file);
    texts.set(name, text);
    return text;
  };
  return async (profile) => {
    if (ehloName.status === 'invalid') return ehloName;
    const file = authoritiesFile(profile);
    if (file.status === 'invalid') return file;
    const authorities = file.value === undefined ? undefined : await readOnce(file.value);
    if (authorities?.status === 'invalid') return authorities;
    return {
      status: 'parsed',
      value: {
        deadlines,
        // The worker lives on: its stores are read once for all probes.
        asksAllStores: true,
        ...(ehloName.value === undefined ? {} : { ehloName: ehloName.value }),
        ...(profile.serverName === undefined ? {} : { serverName: profile.serverName }),
        ...(authorities === undefined ? {} : { authorities: authorities.value }),
        ...(minimumTls === undefined ? {} : { minimumTls }),
        ...(profile.policy === undefined ? {} : { policy: profile.policy }),
      },
    };
  };
}

// "Edit Endpoint": the properties of an endpoint with their values, one of which is changed where it is written.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { longestName, tlsChoices } from '../formats/fleetEntry.ts';
import type { EntryChange } from '../formats/fleetEdit.ts';
import { parseHost } from '../formats/targetText.ts';
import { endpointRoles } from '../model/fleet.ts';
import type { EndpointRole } from '../model/fleet.ts';
import type { TlsChoice } from '../formats/targetText.ts';
import type { App } from './app.ts';
import { chooseEndpoint } from './commands/command.ts';
import { chooseGroup } from './fleetTarget.ts';
import { t } from './l10n.ts';
import { openInFleetFile } from './openInFleetFile.ts';
import { nameOf } from './words.ts';

/** Undefined: the person changed their mind. */
type Ask = (app: App, state: EndpointState, title: string) => Promise<(() => Promise<unknown>) | undefined>;

interface Property extends vscode.QuickPickItem {
  readonly ask: Ask;
}

async function askText(
  title: string,
  prompt: string,
  value: string | undefined,
  findFault: (text: string) => string | undefined,
): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value: value ?? '',
    ignoreFocusOut: true,
    validateInput: (typed) => findFault(typed.trim()),
  });
  return text?.trim();
}

function hostFault(text: string): string | undefined {
  const parsed = parseHost(text);
  return parsed.status === 'invalid' ? parsed.reason : undefined;
}

function portFault(text: string): string | undefined {
  const isPort = /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
  return isPort ? undefined : t('A port is a whole number from 1 to 65535.');
}

function changes(app: App, state: EndpointState, change: EntryChange): () => Promise<unknown> {
  return () => app.fleets.change(state.key, change);
}

async function pickWord<T extends string>(
  title: string,
  words: readonly { readonly word: T | null; readonly label: string; readonly description?: string }[],
): Promise<{ readonly word: T | null } | undefined> {
  return vscode.window.showQuickPick([...words], { title, ignoreFocusOut: true });
}

const askName: Ask = async (app, state, title) => {
  const prompt = t('Name to show. Empty: host and port.');
  const tooLong = t('A name has {0} characters at most.', longestName);
  const text = await askText(title, prompt, state.profile.name, (typed) =>
    typed.length > longestName ? tooLong : undefined,
  );
  return text === undefined ? undefined : changes(app, state, { name: text === '' ? null : text });
};

const askHost: Ask = async (app, state, title) => {
  const text = await askText(title, t('DNS name or IP address'), state.endpoint.host, hostFault);
  return text === undefined ? undefined : changes(app, state, { host: text });
};

const askPort: Ask = async (app, state, title) => {
  const text = await askText(title, t('Port, such as 25, 465 or 587'), String(state.endpoint.port), portFault);
  return text === undefined ? undefined : changes(app, state, { port: Number(text) });
};

const askTls: Ask = async (app, state, title) => {
  const texts: Readonly<Record<TlsChoice, { readonly label: string; readonly description: string }>> = {
    auto: { label: t('By the port'), description: t('465 is TLS from the first byte, every other STARTTLS') },
    starttls: { label: 'STARTTLS', description: t('plain SMTP that is upgraded') },
    implicit: { label: t('TLS from the first byte'), description: t('as on port 465') },
  };
  const picked = await pickWord(
    title,
    tlsChoices.map((word) => ({ word, ...texts[word] })),
  );
  return picked === undefined ? undefined : changes(app, state, { tls: picked.word });
};

const askRole: Ask = async (app, state, title) => {
  const texts: Readonly<Record<EndpointRole, string>> = {
    mx: t('takes mail for a domain from everywhere'),
    submission: t('takes mail from its own users'),
    relay: t('passes mail on inside or between organisations'),
  };
  const picked = await pickWord(title, [
    { word: null, label: t('No role') },
    ...endpointRoles.map((word) => ({ word, label: word, description: texts[word] })),
  ]);
  return picked === undefined ? undefined : changes(app, state, { role: picked.word });
};

const askServerName: Ask = async (app, state, title) => {
  const prompt = t('Name sent in SNI and expected in the certificate. Empty: the host.');
  const text = await askText(title, prompt, state.profile.serverName, (typed) =>
    typed === '' ? undefined : hostFault(typed),
  );
  return text === undefined ? undefined : changes(app, state, { serverName: text === '' ? null : text });
};

const askTags: Ask = async (app, state, title) => {
  const prompt = t('Tags, with commas between them');
  const text = await askText(title, prompt, state.profile.tags?.join(', '), () => undefined);
  if (text === undefined) return undefined;
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return changes(app, state, { tags: tags.length === 0 ? null : tags });
};

const askGroup: Ask = async (app, state, title) => {
  const picked = await chooseGroup(app, title);
  return picked === undefined ? undefined : () => app.fleets.move([state.key], picked.group);
};

function propertiesOf({ endpoint, profile }: EndpointState): readonly Property[] {
  const tls = endpoint.tlsMode === 'implicit' ? t('TLS from the first byte') : 'STARTTLS';
  const property = (label: string, value: string | undefined, ask: Ask): Property => ({
    label,
    description: value ?? t('not set'),
    ask,
  });
  return [
    property(t('Name'), profile.name, askName),
    property(t('Host'), endpoint.host, askHost),
    property(t('Port'), String(endpoint.port), askPort),
    property(t('TLS mode'), tls, askTls),
    property(t('Role'), profile.role, askRole),
    property(t('Expected name'), profile.serverName, askServerName),
    property(t('Tags'), profile.tags?.join(', '), askTags),
    property(t('Group'), profile.group, askGroup),
    ...(profile.origin === 'file'
      ? [
          {
            label: `$(go-to-file) ${t('Open in Fleet File')}`,
            description: t('expectations, accepted findings and all the rest'),
            ask:
              async (app: App, { key }: EndpointState) =>
              () =>
                openInFleetFile(app, { key }),
          },
        ]
      : []),
  ];
}

export async function editEndpoint(app: App, argument: unknown): Promise<void> {
  const state = await chooseEndpoint(app, argument, t('Which endpoint is to be edited?'));
  if (state === undefined) return;
  const title = t('Edit {0}', nameOf(state));
  const placeHolder = t('What is to be changed?');
  const picked = await vscode.window.showQuickPick(propertiesOf(state), { title, placeHolder });
  const apply = await picked?.ask(app, state, title);
  await apply?.();
}

// What a diagnosis of hybrid mail flow asks for: the on-premises host and the tenant's smart host. Both may be left empty.

import * as vscode from 'vscode';
import type { ConnectorSet, FieldList, Field } from '../../model/connector.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import { parseTarget } from '../../formats/targetText.ts';
import { isTenantHost } from '../../hybrid/clouds.ts';
import { hybridPairOf } from '../../hybrid/hybridPair.ts';
import { t } from '../l10n.ts';
import { checkTarget } from '../targetInput.ts';

export interface HybridHosts {
  readonly onPremises?: Endpoint;
  readonly smartHost?: Endpoint;
}

interface LastHosts {
  readonly onPremises?: string;
  readonly smartHost?: string;
}

const lastKey = 'hybrid.hosts';

function readLast(memory: vscode.Memento): LastHosts {
  const last = memory.get<unknown>(lastKey);
  if (typeof last !== 'object' || last === null) return {};
  const { onPremises, smartHost } = last as Readonly<Record<string, unknown>>;
  return {
    ...(typeof onPremises === 'string' ? { onPremises } : {}),
    ...(typeof smartHost === 'string' ? { smartHost } : {}),
  };
}

function first(field: Field<FieldList> | undefined, suits: (text: string) => boolean = () => true): string | undefined {
  return field?.status === 'known' ? field.value.items.map(({ text }) => text).find(suits) : undefined;
}

/** What the connectors themselves name. */
function fromExport(set: ConnectorSet): LastHosts {
  const pair = hybridPairOf(set);
  const kept = set.configurations[0]?.onPremisesSmartHost;
  const onPremises = first(pair.outbounds[0]?.smartHosts) ?? (kept?.status === 'known' ? kept.value : undefined);
  const smartHost = first(pair.sends[0]?.smartHosts, isTenantHost);
  return { ...(onPremises === undefined ? {} : { onPremises }), ...(smartHost === undefined ? {} : { smartHost }) };
}

/** Undefined when the person gave up; an empty text leaves the leg out. */
async function ask(step: number, prompt: string, placeHolder: string, value: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Diagnose Hybrid Mail Flow ({0} of 2)', step),
    prompt,
    placeHolder,
    value,
    ignoreFocusOut: true,
    validateInput: checkTarget,
  });
  return text?.trim();
}

function endpointOf(text: string): Endpoint | undefined {
  const target = text === '' ? undefined : parseTarget(text);
  return target?.status === 'parsed' ? target.value : undefined;
}

export async function askHosts(memory: vscode.Memento, set: ConnectorSet): Promise<HybridHosts | undefined> {
  const [last, named] = [readLast(memory), fromExport(set)];
  const onPremises = await ask(
    1,
    t('Host that Exchange Online sends to. Leave it empty to leave this leg out.'),
    'mail.contoso.com',
    last.onPremises ?? named.onPremises ?? '',
  );
  if (onPremises === undefined) return undefined;
  const smartHost = await ask(
    2,
    t('Smart host of the tenant. Leave it empty to leave this leg out.'),
    'contoso-com.mail.protection.outlook.com',
    last.smartHost ?? named.smartHost ?? '',
  );
  if (smartHost === undefined) return undefined;
  await memory.update(lastKey, { onPremises, smartHost });
  const [one, other] = [endpointOf(onPremises), endpointOf(smartHost)];
  return { ...(one === undefined ? {} : { onPremises: one }), ...(other === undefined ? {} : { smartHost: other }) };
}

// The commands that mend a finding, quoted for PowerShell, to copy. Nothing here runs anything.

import type { Connector, ExchangeCertificate } from '../model/connector.ts';
import type { HybridSide, Repair } from '../model/hybrid.ts';
import { quotePowerShell, quoteWord } from '../formats/shellQuoting.ts';

const nouns: Readonly<Record<Connector['kind'], string>> = {
  send: 'SendConnector',
  receive: 'ReceiveConnector',
  inbound: 'InboundConnector',
  outbound: 'OutboundConnector',
};

export function sideOf(kind: Connector['kind']): HybridSide {
  return kind === 'send' || kind === 'receive' ? 'on-premises' : 'exchange-online';
}

type Parameter = string | boolean | readonly string[] | { readonly add: string };

function formatParameter(value: Parameter): string {
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'string') return quoteWord(value, 'powershell');
  if ('add' in value) return `@{Add=${quotePowerShell(value.add)}}`;
  return value.map((one) => quotePowerShell(one)).join(',');
}

/** `Set-SendConnector -Identity 'Outbound to Office 365' -RequireTLS $true` */
export function setConnector(
  { kind, identity }: Pick<Connector, 'kind' | 'identity'>,
  parameters: Readonly<Record<string, Parameter>>,
  reason: string,
): Repair {
  const name = identity === '' ? '<name>' : quotePowerShell(identity);
  const words = Object.entries(parameters).map(([parameter, value]) => ` -${parameter} ${formatParameter(value)}`);
  return { side: sideOf(kind), command: `Set-${nouns[kind]} -Identity ${name}${words.join('')}`, reason };
}

/** A certificate is named by the server's own spelling of issuer and subject, which no export can spoil. */
export function nameCertificate(
  { kind, identity }: Pick<Connector, 'kind' | 'identity'>,
  thumbprint: string,
  server: string,
  reason: string,
): Repair {
  const print = thumbprint === '' ? '<thumbprint>' : thumbprint;
  const where = server === '' ? '' : ` -Server ${quoteWord(server, 'powershell')}`;
  const name = identity === '' ? '<name>' : quotePowerShell(identity);
  return {
    side: 'on-premises',
    command: [
      `$certificate = Get-ExchangeCertificate -Thumbprint ${print}${where}`,
      `Set-${nouns[kind]} -Identity ${name} -TlsCertificateName "<I>$($certificate.Issuer)<S>$($certificate.Subject)"`,
    ].join('\n'),
    reason,
  };
}

export function enableForSmtp({ thumbprint }: ExchangeCertificate, server: string): Repair {
  const where = server === '' ? '' : ` -Server ${quoteWord(server, 'powershell')}`;
  return {
    side: 'on-premises',
    command: `Enable-ExchangeCertificate -Thumbprint ${thumbprint === '' ? '<thumbprint>' : thumbprint}${where} -Services SMTP`,
    reason:
      'Enables the certificate for SMTP. Answer No when asked whether the default SMTP certificate is to be overwritten.',
  };
}

export function run(side: HybridSide, command: string, reason: string): Repair {
  return { side, command, reason };
}

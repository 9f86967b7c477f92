// Windows and its own tools: Schannel, the validation callback of .NET in PowerShell, Send-MailMessage.

import type { AntiFix } from './antiFix.ts';
import { certificateRules, mendCertificate, versionRules } from './leads.ts';

const schannel: AntiFix['citation'] = {
  text: 'Microsoft: TLS registry settings',
  url: 'https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings',
};

const enableNew =
  'Enable TLS 1.2 and 1.3 under SCHANNEL\\Protocols (Client and Server: DisabledByDefault = 0, Enabled = 1), restart, and have the other side do the same: its versions are seen by a probe.';

const oldVersions = '(?:SSL [23]\\.0|TLS 1\\.[01])';

/** `reg add … /v Enabled … /d 1` and `New-ItemProperty … -Name Enabled -Value 1`, on one line. */
function protocolLine(versions: string, name: string, data: string): RegExp {
  return new RegExp(
    `\\\\(?<value>${versions}\\\\{1,2}(?:Server|Client))\\b[^\\n]{0,120}?\\b${name}\\b[^\\n]{0,120}?(?:-Value|/d)[ \\t]{1,8}['"]?(?:${data})\\b`,
    'i',
  );
}

export const windows: readonly AntiFix[] = [
  {
    id: 'windows/any-certificate',
    title: 'Every certificate is accepted',
    severity: 'error',
    languages: ['powershell'],
    pattern:
      /ServerCertificateValidationCallback[ \t]{0,20}=[ \t]{0,20}(?<value>\{[ \t]{0,20}(?:return[ \t]{1,8})?\$true[ \t;]{0,20}\})/i,
    context: { kind: 'file' },
    effect: 'No certificate is verified any more in this whole process: whoever answers gets mail and passwords.',
    alternative: `Leave the callback out. ${mendCertificate} On Windows that is the store LocalMachine\\Root.`,
    rules: certificateRules,
    citation: {
      text: 'Microsoft: ServicePointManager, remarks on the validation callback',
      url: 'https://learn.microsoft.com/dotnet/api/system.net.servicepointmanager.servercertificatevalidationcallback',
    },
  },
  {
    id: 'windows/old-security-protocol',
    title: 'Old versions of TLS or SSL are offered',
    severity: 'warning',
    languages: ['powershell', 'csharp'],
    pattern: /\bSecurityProtocol[ \t]{0,20}=[^\n]{0,160}?(?<value>\b(?:Ssl3|Tls11|Tls))\b/i,
    context: { kind: 'file' },
    effect: 'SSL 3.0, TLS 1.0 and TLS 1.1 can be broken, and servers such as those of Exchange Online refuse them.',
    alternative:
      'Use Tls12 (and Tls13 where the system has it), or leave the line out so that the system chooses. A server that has nothing newer needs an update: probe it.',
    rules: versionRules,
    citation: {
      text: 'Microsoft: TLS best practices with .NET',
      url: 'https://learn.microsoft.com/dotnet/framework/network-programming/tls',
    },
  },
  {
    id: 'windows/schannel-old-version-enabled',
    title: 'An old version of TLS or SSL is enabled for all of Windows',
    severity: 'warning',
    languages: ['powershell', 'shell'],
    pattern: protocolLine(oldVersions, 'Enabled', '1|0x1|0xffffffff|4294967295'),
    effect: 'Every service of this machine, mail among them, speaks a version that can be broken.',
    alternative: enableNew,
    rules: versionRules,
    citation: schannel,
  },
  {
    id: 'windows/schannel-new-version-off',
    title: 'TLS 1.2 or 1.3 is off for all of Windows',
    severity: 'error',
    languages: ['powershell', 'shell'],
    pattern: protocolLine('TLS 1\\.[23]', 'Enabled', '0|0x0'),
    effect: 'Peers that demand TLS 1.2, Exchange Online among them, can no longer be talked to over TLS.',
    alternative: enableNew,
    rules: versionRules,
    citation: schannel,
  },
  {
    id: 'windows/registry-old-version-enabled',
    title: 'An old version of TLS or SSL is enabled for all of Windows',
    severity: 'warning',
    languages: ['registry'],
    pattern: /^"Enabled"=dword:(?<value>0{0,7}1|ffffffff)\b/im,
    context: { kind: 'section', name: /SCHANNEL\\Protocols\\(?:SSL [23]\.0|TLS 1\.[01])\\/i },
    effect: 'Every service of this machine, mail among them, speaks a version that can be broken.',
    alternative: enableNew,
    rules: versionRules,
    citation: schannel,
  },
  {
    id: 'windows/registry-new-version-off',
    title: 'TLS 1.2 or 1.3 is off for all of Windows',
    severity: 'error',
    languages: ['registry'],
    pattern: /^"Enabled"=dword:(?<value>0{1,8})\b/im,
    context: { kind: 'section', name: /SCHANNEL\\Protocols\\TLS 1\.[23]\\/i },
    effect: 'Peers that demand TLS 1.2, Exchange Online among them, can no longer be talked to over TLS.',
    alternative: enableNew,
    rules: versionRules,
    citation: schannel,
  },
  {
    id: 'windows/send-mail-message-in-clear',
    title: 'Send-MailMessage sends in clear text to a port for users',
    severity: 'error',
    languages: ['powershell'],
    pattern:
      /\b(?<value>Send-MailMessage)\b(?=[^\n]{0,600}[ \t]-Po\w{0,2}[ \t:]{1,8}(?:587|465)\b)(?![^\n]{0,600}(?:-Use|[ \t]@\w|localhost|127\.0\.0\.1))(?![^\n]{0,600}`[ \t\r]{0,8}$)/im,
    effect:
      'Without -UseSsl the cmdlet does not say STARTTLS: mail, user name and password cross the network in clear text.',
    alternative:
      'Add -UseSsl with -Port 587. The cmdlet itself is obsolete: MailKit with SecureSocketOptions.StartTls, or Graph, is what Microsoft recommends.',
    rules: ['starttls/not-offered'],
    citation: {
      text: 'Microsoft: Send-MailMessage',
      url: 'https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/send-mailmessage',
    },
  },
];

// The marks a device leaves when it rewrites SMTP on the way.

import type { ProbeResult } from '../model/assessment.ts';
import type { Severity } from '../model/finding.ts';
import { formatFix } from './fix.ts';

/** Cisco PIX and ASA replace every character of the greeting but 2, 0 and space by an asterisk; old ones say SMTP/cmap. */
export function maskedGreeting(text: string): boolean {
  const bare = text.trim();
  return (/^[*20 ]{10,}$/.test(bare) && (bare.match(/\*/g)?.length ?? 0) >= 5) || /^SMTP\/cmap/i.test(bare);
}

/** A masked EHLO keyword: as many characters as the keyword had, all X but the last, which counts them apart. */
export function isMaskedKeyword(keyword: string): boolean {
  return /^X{2,}[A-Z]$/.test(keyword);
}

/** The server repeats a command of X only: the command was rewritten on its way there. */
export function echoesMaskedCommand(text: string): boolean {
  return /\bX{4,}\b/.test(text);
}

/** Keywords in common use (IANA's registry of SMTP service extensions, and Exchange's own). */
const commonKeywords = [
  'STARTTLS',
  'CHUNKING',
  'SMTPUTF8',
  '8BITMIME',
  'PIPELINING',
  'BINARYMIME',
  'ENHANCEDSTATUSCODES',
  'SIZE',
  'AUTH',
  'ETRN',
  'VRFY',
  'HELP',
  'DSN',
  'REQUIRETLS',
  'DELIVERBY',
  'MT-PRIORITY',
  'XEXCH50',
  'XRDST',
  'X-ANONYMOUSTLS',
  'X-EXPS',
] as const;

/** Known keywords a masked one may have been, by its length; STARTTLS stands first. */
export function keywordsOfLength(length: number): readonly string[] {
  return commonKeywords.filter((keyword) => keyword.length === length);
}

/** Least change first, as the Microsoft article warns that stopping the inspection altogether lowers the firewall's guard. */
export const ciscoFix = formatFix({
  first:
    'Probe from inside the firewall too: if the server answers in full there, the device is proved. On a Cisco ASA or FTD, keep the inspection and let TLS through: in the ESMTP policy map (policy-map type inspect esmtp) set "parameters", "allow-tls" and "no mask-banner". If the model has no allow-tls, take the mail server\'s traffic out of the inspection (no inspect esmtp; on a PIX: no fixup protocol smtp 25). On other firewalls, exempt port 25 of the mail server from SMTP proxies and deep inspection.',
  last: 'Exchange, Postfix and Exim need no change.',
});

/** Where TLS comes about all the same, the device has not stopped it yet. */
export function harmOfRewriting(result: ProbeResult): Severity {
  return result.evidence.handshake.status === 'known' ? 'warning' : 'error';
}

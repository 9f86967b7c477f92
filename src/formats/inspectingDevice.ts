// Firewalls, proxies and scanners that end TLS and show certificates of their own, by what they write into them.

import type { Certificate } from '../model/certificate.ts';

/** Words in a subject or issuer that such devices put there when they make certificates. */
const deviceSigns: readonly (readonly [device: string, sign: RegExp])[] = [
  ['FortiGate', /\bForti(?:net|Gate|CA)|\bFGT\w{5,}|\bFG\d{2}\w{5,}/i],
  ['Sophos', /\bSophos\b|\bUTM SSL Proxy\b|\bAstaro\b/i],
  ['WatchGuard', /\bWatchGuard\b|\bFireware\b/i],
  ['Barracuda', /\bBarracuda\b/i],
  ['Palo Alto Networks', /\bPalo ?Alto\b/i],
  ['Check Point', /\bCheck ?Point\b/i],
  ['SonicWall', /\bSonicWALL\b/i],
  ['Cisco', /\bCisco\b|\bIronPort\b/i],
  ['Zscaler', /\bZscaler\b/i],
  ['Trend Micro', /\bTrend ?Micro\b|\bIMSVA\b/i],
  ['McAfee or Skyhigh', /\bMcAfee\b|\bSkyhigh\b/i],
  ['Symantec or Blue Coat', /\bBlue ?Coat\b|\bSymantec Messaging\b/i],
  [
    'a virus scanner on this machine',
    /\b(?:avast!?|AVG|Kaspersky|ESET|Bitdefender)\b.{0,40}\b(?:Mail|Scanner|Shield|Root|Personal|SSL Filter)/i,
  ],
];

export interface NamedDevice {
  readonly device: string;
  /** Index in the chain as sent. */
  readonly certificate: number;
}

export function deviceNamedIn(certificates: readonly Certificate[]): NamedDevice | undefined {
  for (const [index, { subject, issuer }] of certificates.entries()) {
    const names = `${subject} ${issuer}`.slice(0, 1_000);
    const device = deviceSigns.find(([, sign]) => sign.test(names))?.[0];
    if (device !== undefined) return { device, certificate: index };
  }
  return undefined;
}

// What to do about a device that rewrites SMTP, and how much harm it does.

import type { ProbeResult } from '../model/assessment.ts';
import type { Severity } from '../model/finding.ts';
import { formatFix } from '../formats/fix.ts';

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

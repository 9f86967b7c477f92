// The page of certificate/not-yet-valid, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { powershell, seeDates, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const notYetValid: Explanation = {
  consequence:
    "Senders that verify (Exchange hybrid connectors, MTA-STS, partners with forced TLS) keep the mail until the date has come. If only this machine's clock is wrong, mail flows all the same and only the probe errs.",
  checks: [
    seeDates,
    shell(
      "Is this machine's own clock right? It should be within a minute of true time (UTC).",
      'date -u',
      'chronyc tracking',
    ),
    powershell('The same on Windows.', 'w32tm /query /status', '[DateTime]::UtcNow'),
  ],
  sources: [
    rfc(5280, '6.1.3'),
    {
      text: 'Microsoft: Windows time service tools and settings',
      url: 'https://learn.microsoft.com/windows-server/networking/windows-time-service/windows-time-service-tools-and-settings',
    },
  ],
};

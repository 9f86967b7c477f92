// Where the checks take their authority from.

import type { Citation } from '../model/finding.ts';

export function cmdlet(name: string): Citation {
  const url = `https://learn.microsoft.com/powershell/module/exchange/${name.toLowerCase()}`;
  return { text: `Microsoft: ${name}`, url };
}

export const certificateRequirements: Citation = {
  text: 'Microsoft: certificate requirements for hybrid deployments',
  url: 'https://learn.microsoft.com/exchange/certificate-requirements',
};

export const certificateSelection: Citation = {
  text: 'Microsoft: selection of inbound STARTTLS certificates',
  url: 'https://learn.microsoft.com/exchange/mail-flow/mail-routing/inbound-starttls-certificates-selection',
};

export const messageAttribution: Citation = {
  text: 'Exchange team: Office 365 message attribution',
  url: 'https://techcommunity.microsoft.com/t5/exchange-team-blog/office-365-message-attribution/ba-p/749143',
};

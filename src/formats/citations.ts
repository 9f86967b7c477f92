// Where a rule takes its authority from.

import type { Citation } from '../model/finding.ts';

export function rfc(number: number, section?: string): Citation {
  const url = `https://www.rfc-editor.org/rfc/rfc${number}`;
  return section === undefined
    ? { text: `RFC ${number}`, url }
    : { text: `RFC ${number} section ${section}`, url: `${url}#section-${section}` };
}

/** An article of Microsoft's Exchange troubleshooting pages. */
export function exchangeArticle(path: string, title: string): Citation {
  return { text: `Microsoft: ${title}`, url: `https://learn.microsoft.com/exchange/troubleshoot/${path}` };
}

/** What Exchange does with certificates, and the commands for them. */
export const exchangeCertificatesArticle: Citation = {
  text: 'Microsoft: digital certificates and encryption in Exchange Server',
  url: 'https://learn.microsoft.com/exchange/architecture/client-access/certificates',
};

export const transportRouting: Citation = {
  text: 'Microsoft: transport routing in Exchange hybrid deployments',
  url: 'https://learn.microsoft.com/exchange/transport-routing',
};

/** A page of Postfix's documentation, such as `postconf.5.html#smtpd_banner`. */
export function postfixPage(path: string, title: string): Citation {
  return { text: `Postfix: ${title}`, url: `https://www.postfix.org/${path}` };
}

/** A chapter of Exim's specification, by the name of its page without its ending. */
export function eximChapter(name: string, title: string): Citation {
  const url = `https://www.exim.org/exim-html-current/doc/html/spec_html/${name}.html`;
  return { text: `Exim specification: ${title}`, url };
}

// Where the explanations of mail errors take their authority from.

import { exchangeArticle } from '../formats/citations.ts';
import type { Citation } from '../model/finding.ts';

const ndrPage = 'email-delivery/ndr/non-delivery-reports-in-exchange-online';

export const ndrTable = exchangeArticle(ndrPage, 'non-delivery reports in Exchange Online, table of codes');

export const socketError = exchangeArticle(
  'email-delivery/send-receive-emails-socketerror',
  'mail cannot be sent or received: Must issue a STARTTLS command first, SocketError',
);

export const newCertificate = exchangeArticle(
  'email-delivery/cannot-receive-mail-with-new-certificate',
  'mail from Exchange Online stops after a certificate change (KB 2989382)',
);

export const flowIntelligence: Citation = {
  text: 'Microsoft: mail flow intelligence, errors of connectors',
  url: 'https://learn.microsoft.com/exchange/mail-flow-best-practices/use-connectors-to-configure-mail-flow/connectors-mail-flow-intelligence',
};

export function exchangeSupport(number: number, title: string): Citation {
  return { text: `Microsoft: ${title} (KB ${number})`, url: `https://support.microsoft.com/help/${number}` };
}

export const protocolLogging: Citation = {
  text: 'Microsoft: protocol logging',
  url: 'https://learn.microsoft.com/exchange/mail-flow/connectors/protocol-logging',
};

export const smtpAuth: Citation = {
  text: 'Microsoft: authenticated SMTP submission',
  url: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission',
};

export const opensslErrors: Citation = {
  text: 'OpenSSL: verification errors',
  url: 'https://docs.openssl.org/master/man1/openssl-verification-options/',
};

export const mailkitHandshake: Citation = {
  text: 'MailKit: SslHandshakeException',
  url: 'https://github.com/jstedfast/MailKit/blob/master/FAQ.md#ssl-handshake-exception',
};

export const schannelEvents: Citation = {
  text: 'Microsoft: Schannel events',
  url: 'https://learn.microsoft.com/windows-server/security/tls/tls-ssl-schannel-ssp-overview',
};

export const gmailErrors: Citation = {
  text: 'Google: SMTP errors and codes',
  url: 'https://support.google.com/a/answer/3726730',
};

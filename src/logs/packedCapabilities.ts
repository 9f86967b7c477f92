// An answer to EHLO that Exchange wrote into one row, line ends as spaces → keywords.

import type { Capabilities, Capability, SmtpReply } from '../model/smtp.ts';

/** IANA's registry of SMTP service extensions, and Exchange's own; keywords that begin with X are told by that. */
const keywords: ReadonlySet<string> = new Set([
  ...['8BITMIME', 'AUTH', 'BINARYMIME', 'BURL', 'CHECKPOINT', 'CHUNKING', 'CONPERM', 'CONNEG', 'DELIVERBY', 'DSN'],
  ...['ENHANCEDSTATUSCODES', 'ETRN', 'EXPN', 'FUTURERELEASE', 'HELP', 'LIMITS', 'MT-PRIORITY', 'MTRK', 'NO-SOLICITING'],
  ...['OORG', 'PIPELINING', 'REQUIRETLS', 'RRVS', 'SAML', 'SEND', 'SIZE', 'SMTPUTF8', 'SOML', 'STARTTLS', 'TURN'],
  ...['UTF8SMTP', 'VERP', 'VRFY'],
]);

/** Names of ways to authenticate, which stand behind AUTH and X-EXPS and begin with X too. */
const mechanisms = /^(?:XOAUTH2?|X-?CRAM|X-?NTLM)/;

function isKeyword(word: string): boolean {
  return keywords.has(word) || (/^X[A-Z0-9-]{2,60}$/.test(word) && !mechanisms.test(word));
}

/**
 * "HOST Hello [192.0.2.1] SIZE 37748736 PIPELINING …": keywords from the first word that is one. A word that is none
 * belongs to the keyword before it. So a keyword that nobody registered is taken for a parameter: what is looked for
 * here (STARTTLS, and keywords masked with X) is found all the same.
 */
export function readPackedCapabilities(reply: SmtpReply): Capabilities {
  const [text = ''] = reply.lines;
  const found: { keyword: string; parameters: string[] }[] = [];
  // The first word names the server.
  for (const word of text.trim().split(/ +/).slice(1)) {
    const last = found.at(-1);
    if (isKeyword(word)) found.push({ keyword: word, parameters: [] });
    else last?.parameters.push(word);
  }
  const line = reply.firstLine;
  return { verb: 'EHLO', reply, keywords: found.map((one): Capability => ({ ...one, line })) };
}

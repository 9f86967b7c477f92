// STARTTLS was offered, and refused when asked for.

import type { SmtpReply } from '../../model/smtp.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { quoteReply, replyLocation } from '../../formats/quoting.ts';
import { echoesMaskedCommand } from '../../formats/maskedSmtp.ts';
import { ciscoFix } from '../rewriting.ts';
import { factRule } from '../rule.ts';

const serverFix = formatFix({
  first: 'The server offers TLS but cannot start it: nearly always its certificate or key.',
  exchange:
    'Get-ExchangeCertificate must show a valid certificate with HasPrivateKey True and SMTP among its services; look for events 12014 and 12016, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP and restart the transport services.',
  postfix:
    'its log names the file smtpd cannot load; check the paths in smtpd_tls_chain_files, that key and certificate belong together, and that tlsproxy runs when postscreen is used.',
  exim: 'the panic log names what is wrong with tls_certificate or tls_privatekey; the Exim user must be able to read both.',
});

const outOfStepFix = formatFix({
  first:
    'See in the transcript which command the reply fits: a server or a proxy in front of it that answers twice, or not at all, is out of step from there on. Probe from the network of the server: if STARTTLS is answered 220 there, the device between is the reason, and the mail port should be exempt from it. If not, read the log of the server at the time of the probe, and update it.',
  exchange: 'the protocol log of the Receive connector.',
  postfix: 'the smtpd lines of the mail log.',
  exim: 'the main log.',
});

function explain(reply: SmtpReply): string {
  switch (reply.code) {
    case 454:
      return 'Code 454 means that TLS is not available for the moment, because of something on the server: most often a certificate or key that cannot be loaded.';
    case 500:
      return 'Code 500 means that the command was not recognised, although it was offered: another program than the one that answered EHLO received it, or it was changed on the way.';
    case 501:
      return 'Code 501 means a syntax error, though STARTTLS was sent without parameters as RFC 3207 section 4 asks: something on the way changed the command.';
    case 502:
      return 'Code 502 means that the command is not implemented, although it was offered: a proxy in front of the server may answer one of the two.';
    case 503:
      return 'Code 503 means a wrong order of commands: the server does not consider EHLO as done, or believes that TLS is already active. A proxy in front of it may have spoken first.';
    case 530:
    case 535:
    case 538:
      return `Code ${reply.code} asks for something before TLS, where TLS must come first.`;
    default:
      return reply.code >= 500
        ? `Code ${reply.code} refuses TLS for good, although it was offered.`
        : `Code ${reply.code} refuses TLS for the moment, although it was offered.`;
  }
}

export const refused = factRule({
  id: 'starttls/refused',
  title: 'The server offers STARTTLS but refuses it',
  severity: 'error',
  citation: rfc(3207, '4'),
  meaning:
    'A server that is ready answers STARTTLS with 220. This one offered it and then said something else. Code 454 means that TLS is not available for the moment, most often because a certificate or key cannot be loaded. When the reply repeats the command as XXXXXXXX, a firewall overwrote it on its way to the server.',
  fix: serverFix,
  needs: ['startTls'],
  symptoms: ({ startTls: { reply } }) => {
    if (reply.code === 220) return [];
    // A 421 is a limit on this client, not an answer to STARTTLS.
    if (reply.code === 421) return { unchecked: `The server answered STARTTLS with ${quoteReply(reply)}.` };
    const where = replyLocation(reply);
    if (echoesMaskedCommand(reply.lines.join(' '))) {
      return [
        {
          text: `STARTTLS was answered ${quoteReply(reply)}. The server repeats what it received, and that was not STARTTLS: a device on the way overwrote the command.`,
          where,
          fix: ciscoFix,
        },
      ];
    }
    // RFC 3207 section 4 knows 220, 454 and 501; no other code below 400 refuses anything.
    if (reply.code < 400) {
      return [
        {
          severity: 'warning',
          title: 'The server gives STARTTLS an answer that is neither yes nor no',
          text: `The server answered STARTTLS with ${reply.code} (${quoteReply(reply)}), which is neither yes (220) nor no: it may belong to another command. Whether TLS would have come about is not known.`,
          where,
          fix: outOfStepFix,
        },
      ];
    }
    return [{ text: `STARTTLS was answered ${quoteReply(reply)}. ${explain(reply)}`, where }];
  },
});

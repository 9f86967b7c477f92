// A server or its policy takes mail over TLS only, and the session had none, or too old a version.

import { exchangeArticle, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { smtpAuth } from '../sources.ts';
import { clientContext, queueContext, senderLog, strippedInPath } from '../starttlsWords.ts';

const mustStartTls = /(?:5\.7\.0 ?|530[ -](?:smtp: )?)(?:\([^)]{1,40}\) )?must issue a? ?start ?tls command first/;

/** One mail server speaks of another. */
const mailServerContext =
  /\bsaid: 530|\bdsn=\d\.|smtp error from remote|\brelay=|reporting-mta|diagnostic-code|\{led=|while talking to/;

export const demandedTls: readonly MailErrorEntry[] = [
  tlsError({
    id: 'client-must-start-tls',
    row: 'T2',
    weight: 'exact',
    givesWayTo: ['recipient-demands-tls', 'tls-version-demanded-by-policy'],
    signs: [
      {
        text: /(?:must|need to|have to|please|should) (?:first )?(?:issue|use|send|start|run|give) (?:an? |the )?(?:"?start ?tls"?|tls)(?: command)?(?: first)?/,
        lacks: /5\.7\.3|450[ -]|451[ -]|4\.4\.|policy|must use tls, but|recipient/,
      },
      mustStartTls,
      /\b530[ -][^"]{0,60}(?:start ?tls|\btls|encrypt|secure)[^"]{0,30} ?(?:first|required|needed|mandatory|necessary)/,
      {
        text: /(?:plain|clear) ?text (?:auth|login|password|mechanism)\w{0,10} .{0,12}(?:disabled|disallowed|not |forbidden|refused)/,
        lacks: /send connector|\b5\.7\.1\b.{0,80}recipient/,
        confidence: 'likely',
      },
      {
        text: /bad sequence of commands \(tls required\)|logindisabled\b.{0,200}logging in is disabled/,
        confidence: 'likely',
      },
      /encryption required for requested authentication|(?:530|538)[ -].{0,30}(?:encryption|tls|starttls).{0,20}(?:required|needed|first)/,
      { text: /starttls is required to send mail/, needs: clientContext, lacks: queueContext },
      /must issue starttls command (?:before|prior to)/,
    ],
    title: 'The server takes mail from clients only after STARTTLS, and the client did not start it',
    meaning:
      'The client spoke in clear text to a submission server that demands TLS. The server is in order; credentials are not the matter.',
    lookAt: [
      'The TLS setting of the program or device that sends: port 587 with STARTTLS, or port 465 with TLS from the first byte.',
    ],
    fix: formatFix({
      first:
        'Turn STARTTLS on in the client (Send-MailMessage: -UseSsl; JavaMail: mail.smtp.starttls.enable and mail.smtp.starttls.required; nodemailer: requireTLS), and mind that EHLO is said again after it.',
      postfix: 'as the sender, smtp_tls_security_level = encrypt for that relay.',
    }),
    sources: [rfc(3207, '4'), smtpAuth],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'tls-demanded-by-recipient-connector',
    weight: 'exact',
    confidence: 'likely',
    signs: [{ text: /failed to establish appropriate tls channel: access denied/ }],
    title: "The recipient's connector demands TLS or a certain certificate, and the session did not meet it",
    meaning:
      "Exchange Online refused because the connector of the recipient's tenant asks for TLS, or for a client certificate of a certain name. No reason of trust is named: mostly the sender used no TLS at all.",
    causes: [
      because('The sender did not use STARTTLS.', 'Its log of the session shows MAIL without STARTTLS before it.'),
      because(
        'The sender used TLS without the certificate that the connector expects.',
        'The session is encrypted; compare the certificate sent with TlsSenderCertificateName.',
      ),
    ],
    lookAt: [senderLog],
    fix: formatFix({
      first: 'Send over TLS, with the certificate that the connector names where it names one.',
      exchange: 'Set-SendConnector with -RequireTLS $true and TlsCertificateName.',
      postfix: 'smtp_tls_security_level = encrypt for that destination.',
    }),
    sources: [
      exchangeArticle('email-delivery/mail-flow-stops-event-2004', 'mail flow stops with event 2004 (KB 2888788)'),
    ],
  }),
  tlsError({
    id: 'recipient-demands-tls',
    weight: 'exact',
    signs: [
      { text: mustStartTls, needs: mailServerContext, confidence: 'likely' },
      {
        text: /starttls is required to send mail/,
        needs: /mail\.protection\.outlook\.com.{0,80} said: /,
        confidence: 'likely',
      },
      /session is not encrypted|message .{0,40}not encrypted/,
      /(?:tls|encryption) (?:is )?required (?:by (?:recipient|policy|the recipient)|for rcpt domain)|tls für rcpt-domain erforderlich/,
      /encryption needed|session encryption (?:is )?required/,
      /recipient (?:organi[sz]ation|domain) requires tls/,
      /not sent over a (?:secure|tls|encrypted)|unencrypted (?:connections? )?(?:is |are )?(?:not (?:allowed|accepted)|refused)/,
      {
        text: /\b(?:45[0-9]|55[0-9])[ -](?:[45]\.\d{1,3}\.\d{1,3} )?.{0,60}(?:\btls (?:connection )?(?:is )?(?:required|mandatory)|requires? (?:the use of )?(?:tls|starttls|encryption|an encrypted|a tls))/,
        lacks: /starttls is required to send mail|requires (?:a )?secure connection or/,
        confidence: 'likely',
      },
    ],
    title: 'The receiver takes this mail over TLS only, and the session was in clear text',
    meaning:
      'A policy of the receiver demands encryption. The sender did not use STARTTLS, or only HELO, after which nothing can be offered.',
    causes: [
      because(
        'TLS is off on the sender for this destination.',
        'Its log has no STARTTLS, and a probe from there is offered it.',
      ),
      strippedInPath,
      because(
        'The handshake failed, and the sender tried again in clear text, as Postfix (level may) and Exim do.',
        'Its log has a TLS error with the same host shortly before.',
      ),
    ],
    lookAt: ['The log of the sending server: EHLO and STARTTLS before MAIL?'],
    fix: formatFix({
      first: 'Let the sender use EHLO and STARTTLS for this destination.',
      postfix: 'smtp_tls_security_level = encrypt for it.',
      exim: 'hosts_require_tls for it.',
    }),
    sources: [rfc(3207, '4')],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'tls-version-demanded-by-policy',
    weight: 'exact',
    signs: [
      /mismatch in tls versions/,
      {
        text: /\b[45]\d\d[ -].{0,80}(?:\btls ?v?(?:ersion )?1\.[0-3][^.]{0,30}(?:no longer|not (?:supported|accepted|allowed|permitted)|deprecated|obsolete|or (?:higher|newer|later|above)|minimum)|tls (?:protocol )?version (?:is |was )?(?:too (?:old|low)|not (?:supported|accepted|allowed)|outdated|obsolete)|(?:outdated|old|obsolete|insecure|deprecated) (?:versions? of )?(?:tls|ssl)\b)/,
        confidence: 'likely',
      },
    ],
    title: "The recipient's policy demands a TLS version that the session did not have",
    meaning: 'The connection worked; the mail was refused afterwards by a policy on the TLS version of the session.',
    causes: [
      because(
        'The sender spoke in clear text.',
        'The text says that no TLS version is available, or the send log has no STARTTLS.',
      ),
      because('The sender negotiated an older version than the policy asks for.', 'The send log names the version.'),
    ],
    fix: formatFix({
      first: 'Send over TLS in the version asked for.',
      postfix: 'smtp_tls_security_level = encrypt for that destination.',
    }),
    sources: [rfc(3207, '4')],
    rules: ['tls/old-version'],
  }),
];

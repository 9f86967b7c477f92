// Who may log in and who may send: replies with the codes of TLS texts that have nothing to do with it.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, otherError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { gmailErrors, ndrTable, smtpAuth } from '../sources.ts';

export const authentication: readonly MailErrorEntry[] = [
  otherError({
    id: 'login-failed',
    weight: 'exact',
    signs: [
      /535 5\.7\.3 authentication unsuccessful/,
      /(?:5\.7\.3|5\.7\.8)[ :]{1,3}.{0,30}(?:unsuccessful|credentials|not accepted|authentication failed)/,
      /username and password not accepted|invalid (?:username|user ?name|credentials)|invalid login(?! - 504)|bad (?:username|credentials|login)/,
      {
        text: /(?<!temporary )authentication (?:failed|failure|unsuccessful|credentials invalid)(?! because the remote party|, see inner exception)/,
        lacks: /starttls failed/,
      },
      /could not authenticate\b/,
      /sasl (?:plain|login|xoauth2|cram-md5|ntlm) authentication failed|auth(?:entication)? (?:plain|login|ntlm|cram-md5|xoauth2) failed/,
      { text: /authentication rejected|denied authentication/, confidence: 'likely' },
      {
        text: /please log in via your web browser|log in via your web browser|application-specific password/,
        confidence: 'likely',
      },
      /authentication aborted/,
      { text: /\b535[- ]/, needs: /auth|login|log in|credential|password|user/ },
    ],
    title: 'The login failed',
    meaning:
      'User name, password or the way of logging in was not accepted. TLS worked, or was not asked for; 5.7.3 here is not the missing STARTTLS.',
    lookAt: ['User name and password; an app password or OAuth where the provider wants one.'],
    fix: formatFix({ first: 'Correct the credentials, or log in as the provider demands.' }),
    sources: [rfc(4954, '6'), smtpAuth],
  }),
  otherError({
    id: 'login-switched-off',
    weight: 'exact',
    signs: [/smtpclientauthentication is disabled/, /basic authentication is disabled/],
    title: 'Logging in to SMTP with a password is switched off for this mailbox or tenant',
    meaning: 'A policy of Exchange Online. TLS is not the matter.',
    fix: formatFix({
      first:
        'Use OAuth, or have an administrator allow authenticated SMTP for that mailbox (Set-CASMailbox -SmtpClientAuthenticationDisabled $false).',
    }),
    sources: [smtpAuth],
  }),
  otherError({
    id: 'login-needed',
    weight: 'exact',
    signs: [
      { text: /5\.7\.57\b/, needs: /authent|anonymous/ },
      /(?<!or the )(?<!or )client (?:was )?not authenticated/,
      /5\.7\.[01] (?:smtp; ?)?authentication required/,
      /530[ -]5\.7\.1 .{0,40}(?:authent|not logged)/,
      /unauthenticated senders not allowed/,
      /authentication (?:is )?(?:required|needed)|must authenticate|please authenticate|smtp auth (?:is )?required|530[ -]authentication/,
      /sender address rejected: not logged in|5\.5\.1 authentication required/,
    ],
    confidence: 'likely',
    title: 'The server takes this mail only after a login',
    meaning:
      'The session sent no credentials. Some servers offer AUTH only inside TLS, so a client without TLS never gets so far.',
    causes: [
      because('No credentials are set in the client, or it does not use them.', 'Its log shows no AUTH.'),
      because(
        'The client does not start TLS, and AUTH is offered only inside it.',
        'The answer to the second EHLO holds AUTH.',
      ),
      because('The Receive connector takes no anonymous mail.', 'PermissionGroups of the connector.'),
    ],
    fix: formatFix({
      first: 'Set credentials and STARTTLS in the client.',
      exchange: 'for devices that cannot log in, a Receive connector of their own, limited to their addresses.',
    }),
    sources: [smtpAuth, rfc(4954, '6')],
  }),
  otherError({
    id: 'login-way-not-offered',
    confidence: 'likely',
    weight: 'exact',
    signs: [
      /unrecognized authentication type|require basic authentication|authentication not enabled/,
      /none of the authentication methods supported by this client/,
      /no compatible authentication mechanism|no supported auth(?:entication)? (?:methods?|mechanisms?)|auth(?:entication)? (?:type|mechanism|method) not supported|smtp auth extension not supported/,
      /0x800ccc80/,
    ],
    title: 'The server does not offer the way of logging in that the client uses',
    meaning:
      'On many servers AUTH appears only after STARTTLS, so this may mean that the client did not start TLS. The text itself speaks of authentication only.',
    causes: [
      because('TLS was not started before AUTH.', 'The log shows AUTH without STARTTLS.'),
      because('The mechanism is switched off on the server.', 'AUTH in the answer to EHLO inside TLS lists others.'),
    ],
    fix: formatFix({ first: 'Turn STARTTLS on in the client, then choose a mechanism that the server lists.' }),
    sources: [rfc(4954, '3')],
  }),
  otherError({
    id: 'login-service-failed',
    weight: 'exact',
    signs: [
      /connection lost to authentication server/,
      { text: /454 temporary authentication failure/, confidence: 'likely' },
      { text: /454 4\.7\.0 temporary authentication failure/, needs: /dovecot|postfix|sasl|auth (?:plain|login)/ },
      /cannot connect to (?:saslauthd|auth(?:entication)? server)|no sasl authentication mechanisms|auth process (?:broken|not responding)/,
    ],
    title: "The server's own login service did not answer",
    meaning:
      "Postfix with Dovecot or Cyrus behind it. The words are those of Exchange's Kerberos error, the cause is another.",
    fix: formatFix({
      first: 'On that server: see that the authentication service runs and its socket can be reached.',
      postfix: 'smtpd_sasl_path names the socket.',
    }),
    sources: [rfc(4954, '6')],
  }),
  otherError({
    id: 'dotnet-login-or-tls',
    weight: 'beside',
    confidence: 'possible',
    signs: [/requires (?:a )?secure connection or (?:the )?client was not authenticated/],
    title: ".NET's sentence for two things: no TLS, or no login",
    meaning: 'What the server said stands behind "The server response was:" and decides.',
    causes: [
      because('No login was made.', "The server's words speak of authentication."),
      because('TLS was not started.', "The server's words speak of STARTTLS."),
    ],
    fix: formatFix({ first: "Set EnableSsl and credentials in the client; look at the server's own words." }),
    sources: [smtpAuth],
  }),
  otherError({
    id: 'sender-not-permitted',
    weight: 'exact',
    signs: [
      /does not have permissions to send as/,
      /email address is not verified|does not match a verified sender identity/,
      /sender address rejected: not owned|not authorized to send (?:as|from)|sendasdenied|send as denied/,
    ],
    title: 'The account may not send as this sender',
    meaning: 'A right or a verified identity is missing. "Verified" here is no matter of certificates.',
    fix: formatFix({ first: 'Send as the account itself, or have the right or the identity added at the provider.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'sender-authentication',
    weight: 'exact',
    signs: [
      /sender is unauthenticated|unauthenticated email|mail is unauthenticated|unauthorized message over ipv6/,
      {
        text: /\bspf\b.{0,60}(?:fail|violation|record|did not pass|not authorized)|sender policy framework|prohibited by spf|spf check|no valid dkim|\bdkim\b.{0,30}(?:did not pass|fail|missing)|\bdmarc\b/,
        needs: /(?<!\d)[45]\d\d[ -]|reject|[45]\.7\.|denied|violation|prohibited|not accepted|not allowed/,
      },
      /required authentication level/,
    ],
    title: 'The receiver refuses the mail for SPF, DKIM or DMARC',
    meaning: '"Unauthenticated" means the sender\'s domain here, not a login and not TLS.',
    fix: formatFix({
      first: 'Publish SPF for the servers that send, sign with DKIM, and have both agree with the From address.',
    }),
    sources: [gmailErrors, rfc(7489)],
  }),
  otherError({
    id: 'relay-refused',
    weight: 'exact',
    signs: [
      { text: /relay access denied/, lacks: /tenantattribution|5\.7\.64|attr3\d/ },
      /unable to relay|couldn't relay your message|relay(?:ing)? (?:not permitted|denied|prohibited|not allowed)|relay access denied(?!.{0,20}attr)/,
    ],
    title: 'The server does not relay for this client',
    meaning:
      'The recipient is not one of its own, and the client is neither logged in nor permitted. With 454 it is a deferral; that is not "TLS not available".',
    fix: formatFix({
      first:
        'Log in, or use the server that is meant for outgoing mail; on the receiver, add the domain where it should be its own.',
    }),
    sources: [rfc(5321, '3.6.2')],
  }),
];

// Who may log in and who may send: replies with the codes of TLS texts that have nothing to do with it.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, otherError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { gmailErrors, ndrTable, smtpAuth } from '../sources.ts';

/** One way was tried after others were passed over. */
const triedLogin = /\bauth (?:plain|login|ntlm|cram-md5|xoauth2) failed/;

export const authentication: readonly MailErrorEntry[] = [
  otherError({
    id: 'login-failed',
    weight: 'exact',
    // Said after each of these too.
    givesWayTo: [
      'login-way-not-offered',
      'login-service-failed',
      'login-switched-off',
      'direct-trust-failed',
      'kerberos-between-exchange-servers',
      'exchange-server-authentication-failed',
      'domain-secured-mail-without-tls',
      'client-must-start-tls',
      'sender-not-permitted',
      'cipher-too-weak-for-exchange',
      'rate-limited',
    ],
    signs: [
      {
        text: /valid credentials, but is not authorized|cannot authenticate to server|\b4\d\d[ -](?:4\.\d\.\d )?.{0,20}(?:authentication failed|temporary authentication)|inbound authentication failed with error/,
        confidence: 'likely',
      },
      /(?:invalid|incorrect|wrong|bad) (?:smtp )?(?:user ?name|user|password|credentials?|login|authentication)\b(?! - 504|: .{0,80} - 504)/,
      /535 5\.7\.3 authentication unsuccessful/,
      /(?:5\.7\.3|5\.7\.8)[ :]{1,3}.{0,30}(?:unsuccessful|credentials|not accepted|authentication failed)/,
      /(?:invalid|incorrect|wrong|bad|rejected|unaccepted) (?:smtp )?(?:username|user ?name|user|password|credentials?|login|authentication|auth|account)\b(?! (?:mechanism|method|type)|: .{0,80} - 504| - 504)/,
      {
        text: /(?<!temporary )authenti(?:cation|cate|fication)(?: has|:)? (?:failed|failure|unsuccessful|was unsuccessful|credentials invalid|error|exception)(?! because the remote party|, see inner exception|: system\.)/,
        lacks:
          /starttls failed|see inner exception|authentication failed: (?:use of closed|eof|(?:read|write|dial) tcp)/,
      },
      /(?:could not|couldn't|cannot|unable to|failed to) (?:authenticate|log ?in)\b(?! senders| before)|\blogin (?:\w{2,3} )?(?:failed|denied|rejected|refused|incorrect)|login_(?:denied|failed)|curl: \(67\)|0x800ccc92|\(67\) ?.{0,80}login denied/,
      /\bauth[ _]?(?:failed|failure|failedexception)\b(?!: (?:eof|use of closed|(?:read|write|dial) tcp))|\(auth failed, \d|smtpauthenticationerror|\beauth\b|failed to authenticate|pam_?authenticate/,
      /logondenied|(?:access|oauth2?) token (?:has )?(?:expired|invalid|rejected|not)|token expired/,
      /anmeldung (?:ist )?fehlgeschlagen|error de autenticación/,
      { text: /認証に失敗/, confidence: 'likely' },
      /sasl [a-z0-9-]{4,16} authentication (?:failed|aborted)|auth(?:entication)? (?:plain|login|ntlm|cram-md5|xoauth2) failed/,
      { text: /authentication rejected|denied authentication/, confidence: 'likely' },
      {
        text: /please log in via your web browser|log in via your web browser|application-specific password/,
        confidence: 'likely',
      },
      /authentication aborted/,
      { text: /\b535[- ]/, needs: /auth|login|log in|credential|password|user|autent|anmeld|аутент|验证|認証|identif/ },
      { text: /authenticators? failed/ },
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
    signs: [
      /smtpclientauthentication is disabled|smtp client authentication is disabled|5\.7\.139\b.{0,120}(?:disabled|security defaults|locked|policy|smtpclientauth)/,
      /less secure apps?|security defaults polic/,
    ],
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
    givesWayTo: ['sender-authentication'],
    signs: [
      { text: /5\.7\.57\b/, needs: /aut(?:h|en)|anonym|anmeld|认证|认|認証/ },
      /(?<!or the )(?<!or )client (?:was )?not authenticated/,
      /5\.7\.[01] (?:smtp; ?)?authentication required/,
      /530[ -]5\.7\.1 .{0,40}(?:authent|not logged)/,
      /unauthenticated senders not allowed|5\.7\.1 (?:client wurde nicht (?:.{1,120} )?authentifiziert|el cliente no .{0,30}autentic|le client n'était pas authentifié|o? ?cliente não (?:foi |estava )?autenticado|il client non .{0,20}autenticat)/,
      /auth(?:entication|entification)? (?:is )?(?:required|needed|first)(?! level)|auth(?:entication)? required|\bsmtp auth (?:is )?required/,
      /(?:must|need to|have to|please|should) (?:be |first ){0,2}(?:authenticated?|log ?in|use smtp auth|logged in)\b(?! via| with your)|turn on smtp auth|(?<!client (?:was |is )?)not (?:yet )?(?:authenticated|logged in)\b(?!.{0,40}(?:by|organi))|unauthenticated (?:user|sender|client|connection|relay)/,
      /sender address rejected: not logged in|5\.5\.1 authentication required|pop before smtp/,
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
      /unrecogni[sz]ed auth(?:entication)? (?:type|mechanism|method)|require basic authentication|auth(?:entication)? (?:is )?not (?:enabled|supported|available|advertised|offered|implemented|allowed)|cannot use a secure authentication/,
      /none of the authentication methods supported by this client/,
      {
        text: /(?:no|not|cannot|can't|could not|couldn't|unable to|none of|does not|doesn't|did not|un)[^.;]{0,40} ?(?:compatible|supported|usable|suitable|acceptable|worthy|find|support|offer)[^.;]{0,30} (?:auth(?:entication|enticate)?|mechs?|mechanisms?)\b(?! (?:request|credential|server|failed|data|token|message|level))/,
        lacks: triedLogin,
      },
      {
        text: /auth(?:entication)? (?:type|mechanism|method)s? .{0,20}(?:not (?:supp|avail|allow|offer|recog|comp)|unsupported|disabled|too weak)/,
        lacks: triedLogin,
      },
      /smtp auth extension not (?:supported|found)|no mechanism available|no worthy mechs|504 .{0,60}(?:auth|mechanism)|(?:unsupported|invalid) (?:auth\w{0,10} mech|auth\w{0,10} type|sasl)/,
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
      {
        text: /454 temporary authentication failure|(?:43[05]|45[14])[ -].{0,30}(?:unable to authenticate at|auth(?:entication)? (?:serv|backend|temp)|temporary auth)/,
        lacks: /4\.7\.0 temporary authentication failure/,
        confidence: 'likely',
      },
      {
        text: /454 4\.7\.0 temporary authentication failure/,
        needs: /dovecot|postfix|sasl|auth (?:plain|login)|authentication failure: [a-z]/,
      },
      /no sasl authentication mechanisms|auth(?:entication)? (?:process|server|service|backend) .{0,5}(?:broken|not |unavailable|timed out|disconnected)|saslauthd internal error|authenticationserverunavailable/,
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
    signs: [
      /requires (?:a )?secure connection or (?:the )?client (?:was|is) not authenticated/,
      /erfordert eine sichere verbindung|requiere una conexión segura o|requiert une connexion sécurisée ou|requer uma (?:conexão|ligação) segura ou|richiede una connessione (?:protetta|sicura) o|smtp 服务器(?:要求|需要)安全连接|smtp サーバーでセキュリティで保護された接続が必要|smtp-сервер\S{0,3} (?:требует|требуется) (?:безопасно|защищ)/,
    ],
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
    id: 'login-kept-from-clear-text',
    weight: 'exact',
    isAboutTls: true,
    signs: [
      {
        text: /unencrypted connection/,
        needs: /\bauth|log ?in|smtp server|email/,
        lacks: /error="?unencrypted|\b5\d\d[ -]/,
        confidence: 'likely',
      },
    ],
    title: 'The client does not send its password over a connection without TLS',
    meaning:
      "Go's library stops by itself before it logs in: STARTTLS was not used, or not offered. The server refused nothing.",
    causes: [
      because('STARTTLS is switched off in the client.', 'The answer to EHLO offers it.'),
      because('The server offers no STARTTLS to this client.', 'A probe from this machine shows the same.'),
    ],
    fix: formatFix({
      first:
        'Turn STARTTLS on in the client (port 587), or TLS from the first byte on port 465; probe the server where it stays so.',
    }),
    sources: [{ text: 'Go: smtp.PlainAuth', url: 'https://pkg.go.dev/net/smtp#PlainAuth' }],
    rules: ['starttls/not-offered'],
  }),
  otherError({
    id: 'sender-not-permitted',
    weight: 'exact',
    signs: [
      /does not have permissions? to (?:send|relay|submit)|no permission to send|don't have permission to send|no tiene permisos? para enviar|keine berechtigung(?:en)? zum senden|sendasdenied|send as denied/,
      /(?<!recipient )(?:sender|from|address|identity|domain)(?: \S{1,80})? (?:is |are )?not verified|match (?:a |your |the )?(?:verified|authenticated|login)/,
      { text: /\bunknown sender(?: address)?\b/, confidence: 'likely' },
      /sender address (?:rejected: )?(?:not owned|is not owned|must)|(?:from|sender) (?:address )?(?:must (?:be|match)|not allowed|is not allowed|not permitted)|not owned by user/,
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
      /sender is unauthenticated|unauthenticated e?-?mail|mail is unauthenticated|unauthorized message over ipv6|(?:5|4)\.7\.(?:2[0-9]|3[0-2])\b.{0,80}(?:spf|dkim|dmarc|arc|unauth)|does not (?:pass|meet)[^.;]{0,40}(?:authentication (?:checks|requirements)|dmarc|spf|dkim)|does not designate/,
      {
        text: /\bspf\b.{0,60}(?:fail|violation|record|did not pass|not authorized)|sender policy framework|prohibited by spf|spf check|no valid dkim|\bdkim\b.{0,30}(?:did not pass|fail|missing|invalid|bad|not valid)|\bdmarc\b|openspf\.(?:org|net)/,
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
    givesWayTo: ['address-blocked', 'sender-not-permitted'],
    signs: [
      /\b5\.7\.54\b smtp;/,
      { text: /relay access denied/, lacks: /tenantattribution|5\.7\.64|attr3\d/ },
      {
        text: /(?:unable|cannot|not|refuse|won't|n't|no)(?: \w{2,10}){0,2} relay(?:ing)?\b|\brelay(?:ing)?(?: access| mail| attempt)? (?:\w{1,4} ){0,2}(?:not|denied|prohibited|refused|reject|restricted|disallow|forbidden|blocked)|5\.7\.1 .{0,40}relay/,
        lacks: /tenantattribution|5\.7\.64|attr3\d|dns(?!lookup)|unauthenticated relay/,
      },
      {
        text: /isn't in my list of allowed rcpthosts|rcpthosts|not (?:a )?local (?:domain|recipient|mailbox)|recipient domain not (?:accepted|hosted|local)|recipient not (?:local|accepted here)|no such domain (?:at this|here)/,
        confidence: 'likely',
      },
      { text: /i cannot deliver mail for/, confidence: 'possible' },
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

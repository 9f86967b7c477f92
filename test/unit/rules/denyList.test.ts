// No text of a rule ever advises less encryption or less verification.

import assert from 'node:assert/strict';
import { alertTexts, ownAlertFix, unknownAlert } from '../../../src/rules/alerts.ts';
import { handshakeErrors, otherHandshakeFix } from '../../../src/rules/handshakeErrors.ts';
import { rules } from '../../../src/rules/index.ts';
import { applyRules } from '../../../src/rules/judge.ts';
import { rulePages } from '../../../src/rules/ruleBook.ts';
import { certificateCases } from './cases/certificateCases.ts';
import { sessionCases } from './cases/sessionCases.ts';
import { expectationCases } from './cases/expectationCases.ts';
import { logCases } from './cases/logCases.ts';
import { tlsCases } from './cases/tlsCases.ts';

const tlsOrVerification =
  '(?:TLS|SSL|STARTTLS|encryption|verification|validation|certificate checks?|(?:host ?name|name) checks?|DANE|MTA-STS)';

/** Each pattern with a text it must catch, so that none of them sleeps. */
const forbidden: readonly (readonly [pattern: RegExp, mustCatch: string])[] = [
  [
    new RegExp(`\\b(?:disabl|deactivat)\\w*\\s+(?:\\w+\\s+){0,3}${tlsOrVerification}`, 'i'),
    'Disable opportunistic TLS.',
  ],
  [new RegExp(`\\b(?:turn|switch)\\w*\\s+(?:\\w+\\s+){0,3}${tlsOrVerification}\\s+off`, 'i'), 'switch STARTTLS off'],
  [
    new RegExp(`\\b(?:turn|switch)\\w*\\s+off\\s+(?:\\w+\\s+){0,4}${tlsOrVerification}`, 'i'),
    'turn off certificate validation',
  ],
  [
    new RegExp(`\\bwithout\\s+(?:${tlsOrVerification})\\s+(?:works|instead|until)`, 'i'),
    'send without TLS until it is mended',
  ],
  [
    new RegExp(
      `\\b(?:skip|ignore|bypass|suppress|relax|lower|loosen)\\w*\\s+(?:\\w+\\s+){0,3}${tlsOrVerification}`,
      'i',
    ),
    'skip the certificate verification',
  ],
  [
    /\b(?:ignore|accept|allow|trust)\s+(?:the\s+|any\s+|all\s+)?(?:invalid|expired|self-signed|untrusted|certificate errors?|warnings?)/i,
    'accept expired certificates',
  ],
  [/\b(?:fall|go) back to (?:plain|clear|unencrypted|TLS 1\.[01]|SSL)/i, 'fall back to plain text'],
  [/\bsend (?:\w+ ){0,3}(?:in clear text|unencrypted|in the clear|in plain text)/i, 'send mail unencrypted'],
  [/\bIgnoreSTARTTLS\b/i, 'Set-SendConnector x -IgnoreSTARTTLS $true'],
  [/\bRequireTLS\W{0,3}\$?false/i, 'Set-SendConnector x -RequireTLS $false'],
  [/\bRequireTLS\s*[:=]?\s*(?:0|no|off)\b/i, 'RequireTLS: no'],
  [/\bTlsAuthLevel\W{0,3}(?:\$null|EncryptionOnly)/i, '-TlsAuthLevel $null'],
  [/\bTlsSettings\W{0,3}(?:\$null|EncryptionOnly)/i, '-TlsSettings EncryptionOnly'],
  [/\bDomainSecureEnabled\W{0,3}\$?false/i, '-DomainSecureEnabled $false'],
  [/\bSuppressXAnonymousTls\b/i, '-SuppressXAnonymousTls $true'],
  [/\bNo(?:Validation|CertificateCheck)\b|-SkipCertificateCheck\b/i, 'Invoke-WebRequest -SkipCertificateCheck'],
  [/\brejectUnauthorized\b/i, 'rejectUnauthorized: false'],
  [/NODE_TLS_REJECT_UNAUTHORIZED/i, 'NODE_TLS_REJECT_UNAUTHORIZED=0'],
  [/\bignoreTLS\b|\bsecure\W{1,3}false\b(?!.*(?:demanded|requireTLS true))/i, 'ignoreTLS: true'],
  [
    /\bcheckServerIdentity\b|\bInsecureSkipVerify\b|\bCERT_NONE\b|\b_create_unverified_context\b/i,
    'InsecureSkipVerify: true',
  ],
  [/\bverify\s*=\s*(?:no|none|false|0)\b|--insecure\b|--no-check-certificate\b|\bVERIFY_NONE\b/i, 'verify=no'],
  [/\btls-verify\W{0,3}(?:no|off|false)/i, '--tls-verify=no'],
  [/\bsmtpd?_(?:tls_security_level|enforce_tls|use_tls)\s*=\s*(?:none|no)\b/i, 'smtp_tls_security_level = none'],
  [/\bsmtp_tls_policy_maps\b[^.]*\b(?:none|may)\b/i, 'smtp_tls_policy_maps with none'],
  [/\bsmtpd?_tls_(?:mandatory_)?ciphers\s*=\s*(?:low|export|null)\b/i, 'smtpd_tls_ciphers = low'],
  [/\bsmtpd?_discard_ehlo_keyword\w*\b[^.]*starttls/i, 'smtpd_discard_ehlo_keywords = starttls'],
  [/\bhosts_avoid_tls\b|\btls_advertise_hosts\s*=\s*(?:$|[:;!"'.]|none)/im, 'hosts_avoid_tls = *'],
  [
    /\btls_(?:try_)?verify_hosts\s*=\s*(?:$|!|none)|\btls_verify_certificates\s*=\s*(?:none|:)/im,
    'tls_verify_certificates = none',
  ],
  [/\bverify_mode\W{1,4}(?:none|0)\b|\bcheck_hostname\W{1,4}false\b/i, 'verify_mode none'],
  [/\bcurl\b[^.\n]* (?:-k|-[a-z]*k)\b|--no-ca-verification\b/i, 'curl -k'],
  [/ServerCertificateValidationCallback\b/i, 'ServerCertificateValidationCallback = { $true }'],
  // The transport's option of this name sends to servers that prove nothing; the server's own only asks clients.
  [/\btls_try_verify_hosts\s*=\s*\*|\btls_try_verify_hosts\b[^.]*\btransport\b/i, 'tls_try_verify_hosts = *'],
  [/SECLEVEL\s*=\s*[01]\b/i, 'DEFAULT@SECLEVEL=0'],
  [/UnsafeLegacy(?:Server)?(?:Connect|Renegotiation)/i, 'Options = UnsafeLegacyServerConnect'],
  [
    /\b(?<!not )(?:enable|allow|re-?activate|offer)\w*\s+(?:\w+\s+){0,2}(?:TLS 1\.[01]|SSL ?[23]|RC4|3DES|SHA-?1|MD5)\b/i,
    'enable TLS 1.0 again',
  ],
  [/TLS 1\.[01]\\+\w+\W{0,40}Enabled\s*=\s*1/i, 'TLS 1.0\\Server Enabled=1'],
  [
    /\b(?:remove|drop|give up|lift)\w*\s+(?:\w+\s+){0,2}(?:demand|requirement)\w*\s+(?:for|of)\s+TLS/i,
    'drop the demand for TLS',
  ],
  [/\b(?:remove|delete)\w*\s+(?:\w+\s+){0,3}(?:TLSA|MTA-STS)\b/i, 'remove the TLSA record'],
];

const fixedTexts: readonly (readonly [where: string, text: string])[] = [
  ...rules.flatMap(({ id, title, meaning, fix }) => [
    [`${id} title`, title] as const,
    [`${id} meaning`, meaning] as const,
    [`${id} fix`, fix] as const,
  ]),
  ...rulePages.flatMap(({ id, consequence, checks }) => [
    [`${id} consequence`, consequence] as const,
    ...checks.map(({ text, commands }) => [`${id} check`, [text, ...commands].join('\n')] as const),
  ]),
  ...Object.entries({ ...alertTexts, unknown: unknownAlert }).map(
    ([name, { meaning, fix }]) => [`alert ${name}`, `${meaning} ${fix}`] as const,
  ),
  ['own alert', ownAlertFix],
  ...handshakeErrors.map(({ pattern, meaning, fix }) => [String(pattern), `${meaning} ${fix}`] as const),
  ['other handshake errors', otherHandshakeFix],
];

const writtenTexts = [...sessionCases, ...logCases, ...tlsCases, ...certificateCases, ...expectationCases].flatMap(
  (ruleCase) =>
    applyRules(ruleCase.guilty).findings.map(
      ({ rule, text, fix }) => [`finding of ${rule}`, `${text} ${fix}`] as const,
    ),
);

describe('texts of the rules', () => {
  it('advise nothing that weakens TLS or verification', () => {
    for (const [where, text] of [...fixedTexts, ...writtenTexts]) {
      for (const [pattern] of forbidden) assert.doesNotMatch(text, pattern, where);
    }
  });

  for (const [pattern, mustCatch] of forbidden) {
    it(`would be caught saying "${mustCatch}"`, () => {
      assert.match(mustCatch, pattern);
    });
  }

  it('shout at nobody', () => {
    for (const [where, text] of fixedTexts) {
      assert.doesNotMatch(text, /!|\p{Extended_Pictographic}/u, where);
      assert.doesNotMatch(text, /\b(?:oops|please|sorry|simply|just)\b/i, where);
    }
  });

  it('name Exchange, Postfix or Exim where something has to be set on a server', () => {
    const generic = rules.filter(({ severity, fix }) => severity === 'error' && !/Exchange|Postfix|Exim/.test(fix));
    assert.deepEqual(
      generic.map((rule) => rule.id),
      [],
    );
  });
});

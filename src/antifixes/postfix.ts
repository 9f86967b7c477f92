// Postfix: main.cf, master.cf, maps of TLS policies, and `postconf -e` in scripts.

import type { AntiFix, Language } from './antiFix.ts';
import { certificateRules, startTlsRules, versionRules } from './leads.ts';

function setting(name: string): AntiFix['citation'] {
  return { text: `Postfix: ${name}`, url: `https://www.postfix.org/postconf.5.html#${name}` };
}

/** Between two words of a setting: where a comment stood in it, there are many. */
const gap = '[ \\t]{0,2000}';

/** This machine, as a destination or as the address of a service. */
const here = '\\[?(?:127\\.\\d|localhost\\b|::1\\b)';

/** Services of master.cf that only this machine reaches, or that reach only this machine. */
const localService = `^(?:${here}|\\S{0,40}amavis|\\S{1,80}[ \\t]{1,40}unix[^\\n]{1,80}[ \\t]smtpd[ \\t])`;

/** No AUTH, which is also what holds where nothing is said. */
const noLogin = `smtpd_sasl_auth_enable[ \\t]{0,40}=${gap}no(?!\\w)`;

/** `name = value`, as in main.cf, after `-o` and in `postconf -e`. */
function assigned(names: string, value: string): RegExp {
  return new RegExp(
    `(?<![\\w$#])(?:${names})[ \\t]{0,40}=${gap}(?<value>${value})(?![\\w-])(?<!${localService}[^\\n]{0,4000})`,
    'm',
  );
}

/** With nothing behind it. */
function empty(name: string): RegExp {
  return new RegExp(`^(?<value>${name})[ \\t]{0,40}=[ \\t\\r]{0,40}$`, 'm');
}

/** Each entry of a map within main.cf, other than those for this machine. */
function inlinePolicy(level: string): RegExp {
  return new RegExp(
    `(?<value>${level})(?![\\w.-])(?<=\\bsmtp_tls_policy_maps[ \\t]{0,40}=[^\\n]{0,4000}[={ \\t]${level})(?<!${here}[^\\s=]{0,40}[ \\t]{0,40}=${gap}${level})`,
    'm',
  );
}

const languages: readonly Language[] = ['postfix-main', 'postfix-master', 'shell'];

const clientLevel =
  'smtp_tls_security_level = may encrypts wherever the other side can; smtp_tls_security_level = dane verifies where there are TLSA records; a line in smtp_tls_policy_maps demands it (encrypt, verify, secure) for single domains. Probe the server that TLS failed with.';

const serverLevel =
  'smtpd_tls_security_level = may, with smtpd_tls_chain_files (key, certificate, intermediates). Where TLS failed, the log says which file could not be loaded.';

const clientOff: AntiFix = {
  id: 'postfix/client-tls-off',
  title: 'Postfix sends without TLS',
  severity: 'error',
  languages,
  pattern: assigned('smtp_tls_security_level', 'none'),
  effect: 'All mail that this setting is for goes out in clear text, also to servers that offer STARTTLS.',
  alternative: clientLevel,
  rules: startTlsRules,
  citation: setting('smtp_tls_security_level'),
};

export const postfix: readonly AntiFix[] = [
  clientOff,
  {
    ...clientOff,
    id: 'postfix/lmtp-tls-off',
    pattern: assigned('lmtp_tls_security_level', 'none'),
    context: { kind: 'file', has: new RegExp(`\\blmtp:(?!unix:|(?:inet:)?${here})|^(?![^]{0,99999}\\blmtp:)`) },
    alternative: 'lmtp_tls_security_level = may, or encrypt. Probe the server that TLS failed with.',
    citation: setting('lmtp_tls_security_level'),
  },
  {
    id: 'postfix/client-tls-empty',
    title: 'Postfix sends without TLS where nothing else is said',
    severity: 'error',
    languages: ['postfix-main'],
    pattern: empty('smtp_tls_security_level'),
    context: { kind: 'file', has: /./, lacks: /^smtp_(?:use|enforce)_tls[ \t]{0,40}=[ \t]{0,40}yes/m },
    effect: 'An empty level means the obsolete smtp_use_tls decides, which is off: mail goes out in clear text.',
    alternative: clientLevel,
    rules: startTlsRules,
    citation: setting('smtp_tls_security_level'),
  },
  {
    id: 'postfix/server-tls-off',
    title: 'Postfix does not offer STARTTLS',
    severity: 'error',
    languages,
    pattern: assigned('smtpd_tls_security_level', 'none'),
    effect: 'Others deliver in clear text, and those who demand TLS keep their mail.',
    alternative: serverLevel,
    rules: startTlsRules,
    citation: setting('smtpd_tls_security_level'),
  },
  {
    id: 'postfix/server-tls-empty',
    title: 'Postfix does not offer STARTTLS where nothing else is said',
    severity: 'error',
    languages: ['postfix-main'],
    pattern: empty('smtpd_tls_security_level'),
    context: { kind: 'file', has: /./, lacks: /^smtpd_(?:use|enforce)_tls[ \t]{0,40}=[ \t]{0,40}yes/m },
    effect: 'An empty level means the obsolete smtpd_use_tls decides, which is off: others deliver in clear text.',
    alternative: serverLevel,
    rules: startTlsRules,
    citation: setting('smtpd_tls_security_level'),
  },
  ...(['client', 'server'] as const).map((side): AntiFix => {
    const name = side === 'client' ? 'smtp' : 'smtpd';
    return {
      id: `postfix/obsolete-${side}-switch-off`,
      title: 'TLS is switched off by an obsolete setting',
      severity: 'error',
      languages: ['postfix-main', 'postfix-master'],
      pattern: assigned(`${name}_use_tls`, 'no'),
      context: { kind: 'file', has: /./, lacks: new RegExp(`^${name}_tls_security_level[ \\t]{0,40}=${gap}\\w`, 'm') },
      effect: 'As no security level is set, this setting counts: mail goes in clear text.',
      alternative: `Take the line out; its successor is the security level. ${side === 'client' ? clientLevel : serverLevel}`,
      rules: startTlsRules,
      citation: setting(`${name}_use_tls`),
    };
  }),
  {
    id: 'postfix/policy-none',
    title: 'A policy turns TLS off for a destination',
    severity: 'error',
    languages: ['postfix-policy'],
    pattern: new RegExp(`^(?!${here}|unix:)[^\\s#]{1,255}[ \\t]${gap}(?<value>none)(?![\\w-])`, 'm'),
    effect: 'All mail to this destination goes out in clear text, also where STARTTLS is offered.',
    alternative:
      'Write encrypt (TLS, or the mail waits), or secure match=<name on the certificate> (verified as well). Probe the destination for what made TLS fail; the postmaster there has to know of it.',
    rules: startTlsRules,
    citation: setting('smtp_tls_policy_maps'),
  },
  {
    id: 'postfix/inline-policy-none',
    title: 'A policy turns TLS off for a destination',
    severity: 'error',
    languages,
    pattern: inlinePolicy('none'),
    effect: 'All mail to this destination goes out in clear text, also where STARTTLS is offered.',
    alternative:
      'Write encrypt (TLS, or the mail waits), or secure (verified as well), for the destination in this map. Probe it for what made TLS fail; the postmaster there has to know of it.',
    rules: startTlsRules,
    citation: setting('smtp_tls_policy_maps'),
  },
  {
    id: 'postfix/inline-policy-weaker',
    title: 'A policy no longer demands TLS for a destination',
    severity: 'warning',
    languages,
    pattern: inlinePolicy('may'),
    context: {
      kind: 'file',
      has: new RegExp(`^smtp_tls_security_level[ \\t]{0,40}=${gap}(?:encrypt|dane|fingerprint|verify|secure)`, 'm'),
    },
    effect: 'Where STARTTLS is missing or taken out on the way, mail to this destination goes in clear text.',
    alternative:
      'Take the entry out, so that the level of all others holds. Probe the destination for what made TLS fail.',
    rules: startTlsRules,
    citation: setting('smtp_tls_policy_maps'),
  },
  {
    id: 'postfix/starttls-hidden',
    title: 'The keyword STARTTLS is taken out of EHLO',
    severity: 'error',
    languages,
    pattern: new RegExp(
      `(?<![\\w$#])smtpd?_discard_ehlo_keywords[ \\t]{0,40}=[^\\n#]{0,400}?(?<![\\w-])(?<value>starttls)(?![\\w-])(?<!${localService}[^\\n]{0,4000})`,
      'im',
    ),
    effect: 'Nobody sees that TLS is there, so nobody uses it.',
    alternative: `Take the keyword out of the list. ${serverLevel}`,
    rules: ['starttls/not-offered'],
    citation: setting('smtpd_discard_ehlo_keywords'),
  },
  {
    id: 'postfix/passwords-without-tls',
    title: 'Passwords are taken without TLS',
    severity: 'warning',
    languages: ['postfix-main', 'postfix-master'],
    pattern: new RegExp(
      `${assigned('smtpd_tls_auth_only', 'no').source}(?![^\\n]{0,4000}${noLogin})(?<!${noLogin}[^\\n]{0,4000})`,
      'm',
    ),
    // A main.cf that does not turn AUTH on has none; a master.cf goes by a main.cf that is not known.
    context: {
      kind: 'file',
      has: new RegExp(
        `^smtpd_sasl_auth_enable[ \\t]{0,40}=${gap}yes\\b|^\\S{1,200}[ \\t]{1,40}(?:inet|unix|pass)[ \\t]`,
        'im',
      ),
    },
    effect:
      'AUTH is offered before STARTTLS, so a mail program that is set up wrongly sends its password in clear text.',
    alternative:
      'smtpd_tls_auth_only = yes. Programs that can no longer log in have to be set to STARTTLS on 587, or to TLS on 465.',
    rules: ['starttls/not-offered', 'pairing/tls-on-plaintext-port'],
    citation: setting('smtpd_tls_auth_only'),
    replacement: 'yes',
  },
  {
    id: 'postfix/old-versions',
    title: 'Versions of TLS or SSL that can be broken are offered by name',
    severity: 'warning',
    languages: [...languages, 'postfix-policy'],
    pattern:
      /(?<![\w$#])(?:smtpd?_tls_(?:mandatory_)?|(?:may|encrypt|verify|secure|fingerprint)[ \t][^\n]{0,300}?)protocols[ \t]{0,40}=[ \t]{0,2000}(?:[!<>=\w.]{1,12}[ \t,:]{1,200}){0,8}?(?<![!<=])(?<value>(?:>=)?(?:SSLv[23]|TLSv1(?:\.1)?))(?![\w.])/m,
    effect: 'A peer, or somebody in between, can bring the session down to a version that can be broken.',
    alternative:
      'Write >=TLSv1.2 (Postfix before 3.6: !SSLv2, !SSLv3, !TLSv1, !TLSv1.1). A peer that has nothing newer needs an update: probe it.',
    rules: versionRules,
    citation: setting('smtpd_tls_protocols'),
  },
  {
    id: 'postfix/weak-ciphers',
    title: 'Ciphers that can be broken are offered',
    severity: 'warning',
    languages,
    pattern: assigned('smtpd?_tls_(?:mandatory_)?ciphers', 'export|low|null'),
    effect: 'A session may be encrypted in name only.',
    alternative: 'Write medium (or high where both sides are known), and probe the peer that has no cipher in common.',
    rules: ['tls/weak-cipher', 'handshake/alert'],
    citation: setting('smtpd_tls_ciphers'),
    replacement: 'medium',
  },
  {
    id: 'postfix/no-name-check',
    title: 'The name on the certificate is no longer compared',
    severity: 'error',
    languages,
    pattern: assigned('smtp_tls_enforce_peername', 'no'),
    effect: 'Any certificate of a trusted authority is taken, whoever it was made for.',
    alternative:
      'Take the line out, and set the level verify or secure in smtp_tls_policy_maps with match= and the name that is on the certificate.',
    rules: certificateRules,
    citation: setting('smtp_tls_enforce_peername'),
  },
];

// Exim: the main section and the smtp transports.

import type { AntiFix } from './antiFix.ts';
import { certificateRules, mendCertificate, startTlsRules, versionRules } from './leads.ts';

const chapter: AntiFix['citation'] = {
  text: 'Exim specification: encrypted SMTP connections',
  url: 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-encrypted_smtp_connections_using_tlsssl.html',
};

const transport: AntiFix['citation'] = {
  text: 'Exim specification: the smtp transport',
  url: 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-the_smtp_transport.html',
};

export const exim: readonly AntiFix[] = [
  {
    id: 'exim/starttls-hidden',
    title: 'Exim offers STARTTLS to nobody',
    severity: 'error',
    languages: ['exim'],
    pattern: /^[ \t]{0,40}(?<value>(?:MAIN_)?(?:tls_advertise_hosts|TLS_ADVERTISE_HOSTS))[ \t]{0,40}=[ \t\r:]{0,40}$/m,
    effect: 'Others deliver in clear text, and those who demand TLS keep their mail.',
    alternative: 'tls_advertise_hosts = *, with tls_certificate and tls_privatekey that the Exim user can read.',
    rules: ['starttls/not-offered', 'starttls/refused'],
    citation: chapter,
  },
  {
    id: 'exim/avoid-tls',
    title: 'Exim sends without TLS to these hosts',
    severity: 'error',
    languages: ['exim'],
    // Debian passes macros through, which are set elsewhere.
    pattern:
      /^[ \t]{0,40}(?:hosts_avoid_tls|\w{0,60}HOSTS_AVOID_TLS)[ \t]{0,40}=[ \t]{0,40}(?<value>(?![A-Z_]{1,80}\s|127\.|localhost|:|<)\S[^\n\r]{0,200})/m,
    effect: 'Mail to these hosts goes out in clear text, also where STARTTLS is offered.',
    alternative:
      'Take the line out; hosts_require_tls with the same hosts makes mail wait instead. Probe the host for what made TLS fail.',
    rules: startTlsRules,
    citation: transport,
  },
  {
    id: 'exim/verification-off',
    title: 'Exim no longer looks at the certificate of the other side',
    severity: 'warning',
    languages: ['exim'],
    pattern:
      /^[ \t]{1,40}(?<value>tls_verify_certificates|tls_try_verify_hosts|tls_verify_cert_hostnames)[ \t]{0,40}=[ \t\r:]{0,40}$/m,
    context: { kind: 'around', has: /^[ \t]{0,40}driver[ \t]{0,20}=[ \t]{0,20}smtp\b/m },
    effect: 'Who answers is not asked for: a server in between goes unnoticed, even in the log.',
    alternative: `tls_verify_certificates = system, and tls_verify_hosts with the hosts that have to prove who they are. ${mendCertificate}`,
    rules: certificateRules,
    citation: transport,
  },
  {
    id: 'exim/weak-ciphers',
    title: 'Ciphers or versions that can be broken are offered',
    severity: 'warning',
    languages: ['exim'],
    pattern:
      /^[ \t]{0,40}tls_require_ciphers[ \t]{0,40}=[^\n]{0,300}?(?<value>@SECLEVEL=[01]\b|\+VERS-(?:SSL3\.0|TLS1\.[01])\b|(?<![!\-+\w])(?:[ae]?NULL|EXP(?:ORT)?|LOW|RC4|DES)\b(?!-))/m,
    effect: 'A session may be encrypted in name only, or be brought down to a version that can be broken.',
    alternative:
      'Take it out of the list, and probe the peer that has no cipher in common: it is the one that needs the update.',
    rules: versionRules,
    citation: chapter,
  },
  {
    id: 'exim/old-versions',
    title: 'Versions of TLS or SSL that can be broken are offered',
    severity: 'warning',
    languages: ['exim'],
    pattern: /^[ \t]{0,40}openssl_options[ \t]{0,40}=[^\n]{0,200}?(?<value>-no_(?:sslv[23]|tlsv1(?:_1)?))\b/m,
    effect: 'A peer, or somebody in between, can bring the session down to a version that can be broken.',
    alternative:
      'openssl_options = +no_sslv2 +no_sslv3 +no_tlsv1 +no_tlsv1_1, and probe the peer that has nothing newer.',
    rules: versionRules,
    citation: chapter,
  },
];

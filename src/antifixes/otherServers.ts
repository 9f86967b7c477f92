// Sendmail, msmtp and Cisco firewalls.

import type { AntiFix } from './antiFix.ts';
import { certificateRules, mendCertificate, startTlsRules } from './leads.ts';

/** A page of Sendmail's installation and operation guide, as one vendor has it on the web. */
function sendmailGuide(page: string, subject: string): AntiFix['citation'] {
  return {
    text: `Sendmail installation and operation guide: ${subject}`,
    url: `http://osr600doc.xinuos.com/en/MM_sendmail/${page}.html`,
  };
}

const msmtpManual: AntiFix['citation'] = {
  text: 'msmtp manual',
  url: 'https://marlam.de/msmtp/msmtp.html',
};

const ciscoGuide: AntiFix['citation'] = {
  text: 'Cisco: ASA firewall configuration, SMTP and extended SMTP inspection',
  url: 'https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118550-qa-esa-00.html',
};

export const otherServers: readonly AntiFix[] = [
  {
    id: 'sendmail/no-tls-to-host',
    title: 'Sendmail does not use STARTTLS with this host',
    severity: 'error',
    languages: ['sendmail-access'],
    pattern: /^Try_TLS:\S{0,255}[ \t]{1,80}(?<value>NO)\b/im,
    effect: 'Mail to this host goes out in clear text, also where STARTTLS is offered.',
    alternative:
      'Take the line out, or demand TLS: TLS_Srv:<host> ENCR:112, or VERIFY where the certificate is to be verified as well. Probe the host for what made STARTTLS fail.',
    rules: startTlsRules,
    citation: sendmailGuide('op-40', 'try_tls'),
  },
  {
    id: 'sendmail/starttls-not-offered-to-client',
    title: 'Sendmail does not offer STARTTLS to this client',
    severity: 'error',
    languages: ['sendmail-access'],
    pattern: /^[Ss]rv_[Ff]eatures:\S{0,255}[ \t]{1,80}(?:[A-Za-z][ \t]{1,8}){0,12}?(?<value>S)(?!\S)/m,
    effect: 'Mail from this client comes in clear text.',
    alternative: 'Take the S out of the line, and have the client mended: the log says what its handshake failed at.',
    rules: ['starttls/refused', 'handshake/failed'],
    citation: sendmailGuide('op-40', 'srv_features'),
  },
  {
    id: 'sendmail/starttls-off',
    title: 'Sendmail does without STARTTLS on this port',
    severity: 'error',
    languages: ['sendmail'],
    pattern:
      /\b(?:DAEMON_OPTIONS|CLIENT_OPTIONS|DaemonPortOptions|ClientPortOptions)\b[^\n]{0,160}?\b(?:M|Modifiers?|Modify)=(?<value>[A-RT-Za-z]{0,12}S[A-Za-z]{0,12})/m,
    effect: 'STARTTLS is neither offered nor used: mail crosses the network in clear text.',
    alternative:
      'Take the S out of the modifiers, and set confSERVER_CERT and confSERVER_KEY to a certificate and key that can be loaded.',
    rules: ['starttls/not-offered', 'starttls/refused'],
    citation: sendmailGuide('op-60', 'DaemonPortOptions'),
  },
  {
    id: 'msmtp/tls-off',
    title: 'msmtp sends without TLS',
    severity: 'error',
    languages: ['msmtp'],
    pattern: /^[ \t]{0,40}tls[ \t]{1,40}(?<value>off)\b/m,
    context: { kind: 'around' },
    effect: 'Mail, user name and password cross the network in clear text.',
    alternative:
      'tls on, with tls_starttls on for port 587 and tls_starttls off for port 465, which is TLS from the first byte.',
    rules: startTlsRules,
    citation: msmtpManual,
    replacement: 'on',
  },
  {
    id: 'msmtp/certificate-check-off',
    title: 'msmtp does not verify the certificate',
    severity: 'error',
    languages: ['msmtp'],
    pattern: /^[ \t]{0,40}tls_certcheck[ \t]{1,40}(?<value>off)\b/m,
    effect: 'Whoever answers in place of the server gets mail, user name and password.',
    alternative: `tls_certcheck on, with tls_trust_file system. ${mendCertificate}`,
    rules: certificateRules,
    citation: msmtpManual,
    replacement: 'on',
  },
  {
    id: 'cisco/tls-not-allowed',
    title: 'The inspection of SMTP takes STARTTLS out',
    severity: 'error',
    languages: ['cisco'],
    pattern: /^[ \t]{0,40}(?<value>no allow-tls)\b/im,
    effect: 'Both sides are made to talk in clear text, so that the firewall can read along.',
    alternative: 'allow-tls, below parameters in the policy map of type inspect esmtp.',
    rules: ['ehlo/rewritten', 'greeting/rewritten', 'starttls/not-offered'],
    citation: ciscoGuide,
    replacement: 'allow-tls',
  },
  {
    id: 'cisco/inspection-off',
    title: 'The whole inspection of SMTP is taken out',
    severity: 'note',
    languages: ['cisco'],
    pattern: /^[ \t]{0,40}(?<value>no inspect esmtp)\b/im,
    effect: 'STARTTLS comes through, but the firewall no longer looks at the commands either. Less is enough.',
    alternative:
      'Keep inspect esmtp, with a policy map of its own: policy-map type inspect esmtp <name>, parameters, allow-tls, no mask-banner.',
    rules: ['ehlo/rewritten', 'greeting/rewritten'],
    citation: ciscoGuide,
  },
];

// The answer to EHLO has no STARTTLS.

import { exchangeArticle } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { listSome, replyLocation } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

export const notOffered = factRule({
  id: 'starttls/not-offered',
  title: 'The server does not offer STARTTLS',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/cannot-receive-mail-with-new-certificate',
    'STARTTLS is missing after a certificate change (KB 2989382); RFC 3207 section 3',
  ),
  meaning:
    'A server that can speak TLS says so with the line STARTTLS in its answer to EHLO. That line is missing here. Either the server has no usable certificate or TLS set-up, or a device on the way takes the line out.',
  fix: formatFix({
    first:
      'Probe from inside the network first: if STARTTLS is there, a firewall or mail proxy removes it (Cisco: allow-tls in the ESMTP policy map). If it is missing inside too, the server has no certificate that it can use, or was never set up for TLS.',
    exchange:
      'bind a certificate that has a private key and holds the host name (Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and answer No to overwriting the default), clear or renew TlsCertificateName on the Receive connector, see that its AuthMechanism includes Tls, and look for event 12014.',
    postfix:
      'smtpd_tls_security_level = may, and smtpd_tls_chain_files with key, certificate and intermediates; then postfix reload.',
    exim: 'tls_advertise_hosts = *, tls_certificate and tls_privatekey, both readable by the Exim user; then restart it.',
  }),
  needs: ['capabilities'],
  symptoms: ({ capabilities }) => {
    // RFC 5321 section 4.1.1.1: HELO is answered without extensions, so its answer cannot lack one.
    if (capabilities.verb === 'HELO') return 'not-applicable';
    const keywords = capabilities.keywords.map((capability) => capability.keyword);
    if (keywords.includes('STARTTLS')) return [];
    const offered =
      keywords.length === 0
        ? 'offers no extension at all, so not STARTTLS either'
        : `offers ${listSome(keywords, 12)}, but not STARTTLS`;
    return [
      {
        text: `The answer to EHLO ${offered}. Mail to this server goes in clear text, and senders that demand TLS keep it.`,
        where: replyLocation(capabilities.reply),
      },
    ];
  },
});

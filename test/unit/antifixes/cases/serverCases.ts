// Cases of the rows for Postfix, Exim, sendmail, msmtp and Cisco.

import type { AntiFixCases } from './antiFixCase.ts';

export const serverCases: AntiFixCases = {
  'postfix/client-tls-off': {
    file: 'main.cf',
    guilty: [
      ['myhostname = mx.example\nsmtp_tls_security_level = none\n', 'none'],
      ['smtp_tls_security_level = encrypt\nrelayhost = [mx.example]\nsmtp_tls_security_level = none\n', 'none'],
      ['smtp_tls_security_level = none\r\nsmtp_tls_security_level =\r\n  # for now\r\n  none\r\n', 'none'],
      ['postconf_x = y\nsmtp_tls_security_level =\n# opportunistic TLS\n\n   none\n', 'none'],
    ],
    innocent: [
      'smtp_tls_security_level =\n# none\n  may\n',
      'smtp_tls_security_level = none\nrelayhost = [mx.example]\nsmtp_tls_security_level = encrypt\n',
      'smtp_tls_security_level =\n  none\nsmtp_tls_security_level\t=\n  may',
      '#smtp_tls_security_level = none',
      'smtp_tls_security_level = may',
      'smtp_tls_security_level = dane',
      '   # smtp_tls_security_level = none',
    ],
  },
  'postfix/lmtp-tls-off': {
    file: 'main.cf',
    guilty: [
      ['lmtp_tls_security_level=none', 'none'],
      ['mailbox_transport = lmtp:inet:store.example:24\nlmtp_tls_security_level = none', 'none'],
      ['mailbox_transport = lmtp:unix:a\nvirtual_transport = lmtp:[10.0.0.7]\nlmtp_tls_security_level=none', 'none'],
    ],
    innocent: [
      'mailbox_transport = lmtp:unix:private/dovecot-lmtp\nlmtp_tls_security_level = none',
      'virtual_transport = lmtp:[127.0.0.1]:24\nlmtp_tls_security_level = none',
      'virtual_transport = lmtp:inet:localhost:24\nlmtp_tls_security_level = none',
      '# lmtp_tls_security_level = none',
    ],
  },
  'postfix/client-tls-empty': {
    file: 'main.cf',
    guilty: [
      ['smtp_tls_security_level =\nsmtp_tls_loglevel = 1\n', 'smtp_tls_security_level'],
      ['smtp_tls_security_level =\n# may\n\nsmtp_tls_loglevel = 1\n', 'smtp_tls_security_level'],
    ],
    innocent: [
      'smtp_tls_security_level =\n# a comment\n\n  # another\n  may\n',
      'smtp_tls_security_level =\r\n\r\n\tmay\r\n',
      'smtp_tls_security_level =\n  may\n',
      'smtp_tls_security_level = encrypt',
      'smtp_use_tls = yes\nsmtp_tls_security_level =\n',
      '# smtp_tls_security_level =\n',
    ],
  },
  'postfix/server-tls-off': {
    file: 'master.cf',
    guilty: [
      [
        'submission inet n - y - - smtpd\n  -o syslog_name=postfix/submission\n  -o smtpd_tls_security_level=none\n',
        'none',
      ],
      ['smtp inet n - y - - smtpd\n# no TLS\n\n  -o smtpd_tls_security_level=none\n', 'none'],
      ['[::1]:26 inet n - n - - smtpd\nsmtpd pass - - n - - smtpd\n  -o smtpd_tls_security_level=none\n', 'none'],
    ],
    innocent: [
      '127.0.0.1:10025 inet n - n - - smtpd\n  -o content_filter=\n# back\n  -o smtpd_tls_security_level=none\n',
      'localhost:10025 inet n - n - - smtpd -o smtpd_tls_security_level=none\n',
      '[::1]:10025 inet n - n - - smtpd\n  -o smtpd_tls_security_level=none\n',
      'private/back unix n - n - - smtpd\n  -o smtpd_tls_security_level=none\n',
      'submission inet n - y - - smtpd\n  -o smtpd_tls_security_level=encrypt\n',
      'submission inet n - y - - smtpd\n#  -o smtpd_tls_security_level=none\n',
    ],
  },
  'postfix/server-tls-empty': {
    file: 'main.cf',
    guilty: [['smtpd_tls_security_level=\n', 'smtpd_tls_security_level']],
    innocent: [
      'smtpd_tls_security_level=\n\tmay\n',
      'smtpd_use_tls=yes\nsmtpd_tls_security_level=\n',
      '#smtpd_tls_security_level=\n',
    ],
  },
  'postfix/obsolete-client-switch-off': {
    file: 'main.cf',
    guilty: [
      ['smtp_use_tls = no', 'no'],
      ['smtpd_tls_security_level = may\nsmtp_use_tls = no', 'no'],
    ],
    innocent: [
      'smtp_use_tls = yes',
      'smtp_use_tls = no\nsmtp_tls_security_level =\n# x\n dane\n',
      '# smtp_use_tls = no',
    ],
  },
  'postfix/obsolete-server-switch-off': {
    file: 'main.cf',
    guilty: [
      ['smtpd_use_tls = no', 'no'],
      ['smtpd_use_tls =\n    no\n', 'no'],
    ],
    innocent: ['smtpd_use_tls = yes', 'smtpd_use_tls = no\nsmtpd_tls_security_level = may\n', '# smtpd_use_tls = no'],
  },
  'postfix/policy-none': {
    file: 'tls_policy',
    guilty: [
      ['example.com   encrypt\n[mx.partner.example]:25 none\n', 'none'],
      ['[127.0.0.1]:10025 none\npartner.example\n# until it is mended\n   none\n', 'none'],
    ],
    innocent: [
      '[127.0.0.1] none\n[127.0.0.1]:10025 none\n[::1] none\nlocalhost none\n[localhost]:24 none\nunix:/run/lmtp none\n',
      'example.com encrypt\n',
      '# example.com none\n',
      'none.example secure\n',
    ],
  },
  'postfix/inline-policy-none': {
    file: 'main.cf',
    guilty: [
      ['smtp_tls_policy_maps = inline:{ partner.example=none }', 'none'],
      ['smtp_tls_policy_maps =\n  inline:{\n# partner\n    { partner.example = none }\n  }\n', 'none'],
      ['smtp_tls_policy_maps = inline:{\n {[127.0.0.1]:25 = none},\n {a.example = secure}, b.example=none }', 'none'],
    ],
    innocent: [
      'smtp_tls_policy_maps = inline:{ [127.0.0.1]:10025=none, { localhost = none } }',
      'smtp_tls_policy_maps = inline:{ none.example=encrypt }',
      'smtp_tls_policy_maps =\n# inline:{ a=none }\n  hash:/etc/postfix/tls_policy',
      'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy',
      '# smtp_tls_policy_maps = inline:{ a=none }',
    ],
  },
  'postfix/inline-policy-weaker': {
    file: 'main.cf',
    guilty: [['smtp_tls_security_level = encrypt\nsmtp_tls_policy_maps = inline:{\n  partner.example=may }\n', 'may']],
    innocent: [
      'smtp_tls_security_level = may\nsmtp_tls_policy_maps = inline:{ partner.example=may }\n',
      'smtp_tls_security_level = encrypt\nsmtp_tls_policy_maps = inline:{ may.example=secure, localhost=may }\n',
      'smtp_tls_security_level = encrypt\n# smtp_tls_policy_maps = inline:{ partner.example=may }\n',
    ],
  },
  'postfix/starttls-hidden': {
    file: 'main.cf',
    guilty: [['smtpd_discard_ehlo_keywords = chunking, starttls', 'starttls']],
    innocent: ['smtpd_discard_ehlo_keywords = chunking', '#smtpd_discard_ehlo_keywords = starttls'],
  },
  'postfix/passwords-without-tls': {
    file: 'main.cf',
    guilty: [
      ['smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = no', 'no'],
      ['smtpd_tls_auth_only = no\nsmtpd_sasl_auth_enable = no\nsmtpd_sasl_auth_enable =\n  yes', 'no'],
    ],
    innocent: [
      'smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes',
      'smtpd_sasl_auth_enable = yes\n#smtpd_tls_auth_only = no',
      'smtpd_sasl_auth_enable = no\nsmtpd_tls_security_level = may\nsmtpd_tls_auth_only = no\n',
      'smtpd_tls_auth_only = no',
      'smtp_sasl_auth_enable = yes\n#smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = no',
      'smtpd_sasl_auth_enable = yes\nsmtpd_sasl_auth_enable = no\nsmtpd_tls_auth_only = no',
    ],
  },
  'postfix/old-versions': {
    file: 'main.cf',
    guilty: [
      ['smtp_tls_mandatory_protocols = SSLv3, TLSv1', 'SSLv3'],
      ['smtpd_tls_protocols = !SSLv2, TLSv1', 'TLSv1'],
      ['smtpd_tls_protocols = >=TLSv1', '>=TLSv1'],
      ['smtpd_tls_protocols =\n  # for the printer\n  TLSv1.2,\n  TLSv1', 'TLSv1'],
      ['smtp_tls_policy_maps = inline:{ { a.example = encrypt protocols=!SSLv3:TLSv1 } }', 'TLSv1'],
    ],
    innocent: [
      'smtp_tls_policy_maps = inline:{ { a.example = encrypt protocols=!SSLv3:!TLSv1 } }',
      'smtpd_tls_protocols =\n  !TLSv1,\n# TLSv1\n  !TLSv1.1',
      'smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1',
      'smtpd_tls_protocols = >=TLSv1.2',
      'smtpd_tls_protocols = TLSv1.2, TLSv1.3',
      '#smtpd_tls_protocols = SSLv3',
    ],
  },
  'postfix/weak-ciphers': {
    file: 'main.cf',
    guilty: [['smtp_tls_mandatory_ciphers = export', 'export']],
    innocent: ['smtp_tls_mandatory_ciphers = high', '#smtpd_tls_ciphers = low', 'smtpd_tls_exclude_ciphers = low'],
  },
  'postfix/no-name-check': {
    file: 'main.cf',
    guilty: [['smtp_tls_enforce_peername = no', 'no']],
    innocent: ['smtp_tls_enforce_peername = yes', '# smtp_tls_enforce_peername = no'],
  },
  'exim/starttls-hidden': {
    file: 'exim.conf',
    guilty: [['tls_advertise_hosts =\n', 'tls_advertise_hosts']],
    innocent: [
      'tls_advertise_hosts = *\n',
      '# tls_advertise_hosts =\n',
      'tls_advertise_hosts = MAIN_TLS_ADVERTISE_HOSTS\n',
    ],
  },
  'exim/avoid-tls': {
    file: 'exim4.conf.template',
    guilty: [
      ['remote_smtp:\n  driver = smtp\n  hosts_avoid_tls = *\n', '*'],
      ['REMOTE_SMTP_HOSTS_AVOID_TLS = *\n', '*'],
    ],
    innocent: [
      '  hosts_avoid_tls = REMOTE_SMTP_HOSTS_AVOID_TLS\n',
      '  hosts_avoid_tls =\n',
      '  hosts_avoid_tls = 127.0.0.1 : ::1\n',
      '# hosts_avoid_tls = *\n',
    ],
  },
  'exim/verification-off': {
    file: 'exim4.conf',
    guilty: [['remote_smtp:\n  driver = smtp\n  tls_verify_certificates =\n', 'tls_verify_certificates']],
    innocent: [
      'remote_smtp:\n  driver = smtp\n  tls_verify_certificates = system\n',
      'tls_verify_certificates =\n',
      'remote_smtp:\n  driver = smtp\n#  tls_verify_certificates =\n',
    ],
  },
  'exim/weak-ciphers': {
    file: 'exim.conf',
    guilty: [
      ['tls_require_ciphers = ALL:!ADH:RC4:+HIGH', 'RC4'],
      ['tls_require_ciphers = DEFAULT@SECLEVEL=0', '@SECLEVEL=0'],
      ['tls_require_ciphers = NORMAL:+VERS-TLS1.0', '+VERS-TLS1.0'],
    ],
    innocent: [
      'tls_require_ciphers = HIGH:!aNULL:!RC4:!LOW',
      '#tls_require_ciphers = RC4',
      'tls_require_ciphers = SECURE256',
    ],
  },
  'exim/old-versions': {
    file: 'exim.conf',
    guilty: [['openssl_options = +no_sslv2 -no_sslv3', '-no_sslv3']],
    innocent: ['openssl_options = +no_sslv2 +no_sslv3', '#openssl_options = -no_sslv3'],
  },
  'sendmail/no-tls-to-host': {
    file: 'access',
    guilty: [['Connect:127.0.0.1\tRELAY\nTry_TLS:broken.example\tNO\n', 'NO']],
    innocent: ['#Try_TLS:broken.example\tNO\n', 'TLS_Srv:partner.example\tVERIFY\n'],
  },
  'sendmail/starttls-not-offered-to-client': {
    file: 'access',
    guilty: [['Srv_Features:192.0.2.7\tA S\n', 'S']],
    innocent: ['Srv_Features:192.0.2.7\tA s\n', '#Srv_Features:192.0.2.7\tS\n'],
  },
  'sendmail/starttls-off': {
    file: 'sendmail.mc',
    guilty: [["DAEMON_OPTIONS(`Port=smtp, Name=MTA, M=S')dnl", 'S']],
    innocent: [
      "DAEMON_OPTIONS(`Port=smtps, Name=TLSMTA, M=s')dnl",
      "dnl DAEMON_OPTIONS(`Port=smtp, Name=MTA, M=S')dnl",
      "DAEMON_OPTIONS(`Port=smtp, Addr=::1, Name=MTA-v6, Family=inet6')dnl",
    ],
  },
  'msmtp/tls-off': {
    file: '.msmtprc',
    guilty: [['host smtp.example.com\nport 587\ntls off\n', 'off']],
    innocent: ['host smtp.example.com\ntls on\ntls_starttls off\n', '# tls off\n', 'host localhost\ntls off\n'],
  },
  'msmtp/certificate-check-off': {
    file: 'msmtprc',
    guilty: [['host smtp.example.com\ntls on\ntls_certcheck off\n', 'off']],
    innocent: ['tls_certcheck on\n', '# tls_certcheck off\n'],
  },
  'cisco/tls-not-allowed': {
    file: 'firewall.cfg',
    guilty: [['policy-map type inspect esmtp mail\n parameters\n  no allow-tls\n', 'no allow-tls']],
    innocent: ['policy-map type inspect esmtp mail\n parameters\n  allow-tls\n', '! no allow-tls\n'],
  },
  'cisco/inspection-off': {
    file: 'firewall.cfg',
    guilty: [['policy-map global_policy\n class inspection_default\n  no inspect esmtp\n', 'no inspect esmtp']],
    innocent: ['  inspect esmtp mail\n', '! no inspect esmtp\n'],
  },
};

// Cases of the rows for settings of programs and for curl.

import type { AntiFixCases } from './antiFixCase.ts';

export const settingsCases: AntiFixCases = {
  'settings/grafana-any-certificate': {
    file: 'grafana.ini',
    guilty: [['[server]\nprotocol = http\n[smtp]\nenabled = true\nskip_verify = true\n', 'true']],
    innocent: ['[smtp]\nskip_verify = false\n', '[smtp]\n;skip_verify = true\n', '[auth.ldap]\nskip_verify = true\n'],
  },
  'settings/grafana-variable-any-certificate': {
    file: 'docker-compose.yml',
    guilty: [
      ['services:\n  grafana:\n    environment:\n      - GF_SMTP_SKIP_VERIFY=true\n', 'true'],
      ['env:\n  - name: GF_SMTP_SKIP_VERIFY\n    value: "true"\n', 'true'],
    ],
    innocent: ['environment:\n  GF_SMTP_SKIP_VERIFY: "false"\n', 'environment:\n  # GF_SMTP_SKIP_VERIFY: "true"\n'],
  },
  'settings/grafana-no-starttls': {
    file: 'grafana.ini',
    guilty: [['[smtp]\nstartTLS_policy = NoStartTLS\n', 'NoStartTLS']],
    innocent: ['[smtp]\nstartTLS_policy = MandatoryStartTLS\n', '[smtp]\n;startTLS_policy = NoStartTLS\n'],
  },
  'settings/alertmanager-no-tls': {
    file: 'alertmanager.yml',
    guilty: [["global:\n  smtp_smarthost: 'mx.example:587'\n  smtp_require_tls: false\n", 'false']],
    innocent: [
      'global:\n  smtp_require_tls: true\n',
      'global:\n  # smtp_require_tls: false\n',
      "global:\n  smtp_smarthost: 'localhost:25'\n  smtp_require_tls: false\n",
    ],
  },
  'settings/alertmanager-receiver-no-tls': {
    file: 'alertmanager.yml',
    guilty: [['receivers:\n- name: mail\n  email_configs:\n  - to: a@b.example\n    require_tls: false\n', 'false']],
    innocent: [
      'receivers:\n- name: mail\n  email_configs:\n  - to: a@b.example\n    require_tls: true\n',
      'receivers:\n- name: hook\n  webhook_configs:\n  - url: x\n    require_tls: false\n',
      'receivers:\n- name: mail\n  email_configs:\n  - to: a@b.example\n    #require_tls: false\n',
    ],
  },
  'settings/yaml-any-certificate': {
    file: 'alertmanager.yaml',
    guilty: [
      [
        'receivers:\n- email_configs:\n  - to: a@b.example\n    tls_config:\n      insecure_skip_verify: true\n',
        'true',
      ],
      ['smtp:\n  host: mx.example\n  skipVerify: true\n', 'true'],
      ['smtp:\n  host: mx.example\n  tls: { insecure_skip_verify: true }\n', 'true'],
      ['smtp: { host: mx.example, skipVerify: true }\n', 'true'],
    ],
    innocent: [
      'smtp:\n  host: localhost\n  tls: { insecure_skip_verify: true }\n',
      'receivers:\n- webhook_configs:\n  - url: x\n    http_config:\n      tls_config:\n        insecure_skip_verify: true\n',
      'smtp:\n  host: mx.example\n  skipVerify: false\n',
      'smtp:\n  host: mx.example\nregistry:\n  skipVerify: true\n',
      'smtp:\n  # skipVerify: true\n',
      'smtp: { host: mx.example }\nregistry: { skipVerify: true }\n',
      'smtp:\n  host: mx.example # { skipVerify: true }\n',
    ],
  },
  'settings/yaml-no-rejection': {
    file: 'config.yaml',
    guilty: [
      ['mailer:\n  transport:\n    tls:\n      rejectUnauthorized: false\n', 'false'],
      ['smtp:\n  tls: { rejectUnauthorized: &no false }\n', 'false'],
      ['smtp:\n  tls:\n    rejectUnauthorized: &a-long-name-of-an-anchor false\n', 'false'],
      ['verify: &v false\nsmtp:\n  tls: {rejectUnauthorized: *v}\n', '*v'],
      ['defaults:\n  - &v "x"\n  - &w no # off\nsmtp:\n  verify_peer: *w\n', '*w'],
      ['base: &base\n  tls:\n    rejectUnauthorized: false\nsmtp:\n  <<: *base\n  host: mx.example\n', 'false'],
      ['base: &base\r\n    rejectUnauthorized: false\r\nsmtp:\r\n  tls: *base\r\n', 'false'],
      ['a: &a { rejectUnauthorized: false }\nb: &b\n  x: 1\nsmtp:\n  <<: [*b, *a]\n', 'false'],
    ],
    innocent: [
      'verify: &v true\nsmtp:\n  tls: {rejectUnauthorized: *v}\n',
      'verify: &v false\nsmtp:\n  tls: {rejectUnauthorized: *other}\n',
      'verify: &v false\nlist: &v true\nsmtp:\n  tls: {rejectUnauthorized: *v}\n',
      'base: &base\n  tls:\n    rejectUnauthorized: false\nsmtp:\n  host: mx.example\ndatabase:\n  <<: *base\n',
      'verify: &v false\nsmtp:\n  # rejectUnauthorized: *v\n  host: mx.example\n',
      'mailer:\n  transport:\n    tls:\n      rejectUnauthorized: true\n',
      'database:\n  ssl:\n    rejectUnauthorized: false\n',
      'mailer:\n  tls:\n    # rejectUnauthorized: false\n',
    ],
  },
  'settings/address-no-verification': {
    file: '.env',
    guilty: [['MAILER_DSN=smtp://user:secret@mx.example:587?verify_peer=0', '0']],
    innocent: [
      'MAILER_DSN=smtp://user:secret@mx.example:587',
      '# MAILER_DSN=smtp://user:secret@mx.example:587?verify_peer=0',
      'MAILER_DSN=smtp://mx.example:587?verify_peer=1',
    ],
  },
  'settings/address-no-starttls': {
    file: '.env.local',
    guilty: [
      ['MAILER_DSN=smtp://mx.example:587?auto_tls=false', 'false'],
      ['SMTP_URL=smtp://mx.example:587/?pool=true&ignoreTLS=true', 'true'],
    ],
    innocent: [
      'MAILER_DSN=smtp://mx.example:587?auto_tls=true',
      'MAILER_DSN=smtp://localhost:1025?auto_tls=false',
      '# MAILER_DSN=smtp://mx.example:587?auto_tls=false',
    ],
  },
  'settings/openssl-verify-none': {
    file: '.env.production',
    guilty: [
      ['SMTP_SERVER=mx.example\nSMTP_OPENSSL_VERIFY_MODE=none\n', 'none'],
      ['DISCOURSE_SMTP_OPENSSL_VERIFY_MODE=none', 'none'],
    ],
    innocent: ['SMTP_OPENSSL_VERIFY_MODE=peer\n', '#SMTP_OPENSSL_VERIFY_MODE=none\n'],
  },
  'settings/any-certificate-variable': {
    file: 'vaultwarden.env',
    guilty: [
      ['SMTP_ACCEPT_INVALID_CERTS=true', 'true'],
      ['GITEA__mailer__FORCE_TRUST_SERVER_CERT=true', 'true'],
    ],
    innocent: ['SMTP_ACCEPT_INVALID_CERTS=false', '# SMTP_ACCEPT_INVALID_CERTS=true', 'LDAP_SKIP_VERIFY=true'],
  },
  'settings/reject-unauthorized-variable': {
    file: 'overleaf.env',
    guilty: [['OVERLEAF_EMAIL_SMTP_TLS_REJECT_UNAUTH=false', 'false']],
    innocent: [
      'OVERLEAF_EMAIL_SMTP_TLS_REJECT_UNAUTH=true',
      '#OVERLEAF_EMAIL_SMTP_TLS_REJECT_UNAUTH=false',
      'DB_REJECT_UNAUTHORIZED=false',
    ],
  },
  'settings/ignore-tls-variable': {
    file: 'app.env',
    guilty: [['OVERLEAF_EMAIL_SMTP_IGNORE_TLS=true', 'true']],
    innocent: [
      'OVERLEAF_EMAIL_SMTP_IGNORE_TLS=false',
      '# SMTP_IGNORE_TLS=true',
      'SMTP_HOST=mailhog\nSMTP_IGNORE_TLS=true',
    ],
  },
  'settings/vaultwarden-no-tls': {
    file: 'compose.yaml',
    guilty: [
      [
        'environment:\n  SMTP_HOST: mx.example\n  SMTP_PORT: 25\n  SMTP_SECURITY: "off"\n  SMTP_USERNAME: vault\n',
        'off',
      ],
      ['environment:\n  - SMTP_HOST=mx.example\n  - SMTP_SECURITY=off\n', 'off'],
      ['env:\n  - name: SMTP_SECURITY\n    value: "off"\n', 'off'],
    ],
    innocent: [
      'environment:\n  SMTP_HOST: localhost\n  SMTP_SECURITY: "off"\n',
      'environment:\n  - SMTP_HOST=mailhog\n  - SMTP_SECURITY=off\n',
      'environment:\n  SMTP_HOST: mx.example\n  SMTP_SECURITY: starttls\n',
      'environment:\n  SMTP_HOST: mx.example\n  SMTP_SECURITY: offered\n',
      'environment:\n  SMTP_HOST: mx.example\n  # SMTP_SECURITY: "off"\n',
    ],
  },
  'settings/use-tls-variable': {
    file: '.env',
    guilty: [
      [
        'AUTHENTIK_EMAIL__HOST=mx.example\nAUTHENTIK_EMAIL__PORT=587\nAUTHENTIK_EMAIL__USE_TLS=false\nAUTHENTIK_EMAIL__USE_SSL=false\n',
        'false',
      ],
      ['EMAIL_HOST=mx.example\nEMAIL_USE_TLS=False', 'False'],
      ['PAPERLESS_EMAIL_HOST=mx.example\nPAPERLESS_EMAIL_USE_TLS=no', 'no'],
    ],
    innocent: [
      'AUTHENTIK_EMAIL__HOST=mx.example\nAUTHENTIK_EMAIL__USE_TLS=false\nAUTHENTIK_EMAIL__USE_SSL=true',
      'AUTHENTIK_EMAIL__USE_SSL="true"\nAUTHENTIK_EMAIL__HOST=mx.example\nAUTHENTIK_EMAIL__USE_TLS=false',
      'EMAIL_HOST=mx.example\nEMAIL_PORT=465\nEMAIL_USE_TLS=false',
      'AUTHENTIK_EMAIL__HOST=localhost\nAUTHENTIK_EMAIL__USE_TLS=false',
      'EMAIL_HOST=mx.example\nEMAIL_USE_TLS=true',
      'EMAIL_HOST=mx.example\n#EMAIL_USE_TLS=false',
      'AUTHENTIK_EMAIL__USE_TLS=false\nAUTHENTIK_EMAIL__TIMEOUT=10',
      'LDAP_USE_TLS=false\nEMAIL_HOST=mx.example',
    ],
  },
  'settings/gitea-any-certificate': {
    file: 'app.ini',
    guilty: [['[mailer]\nPROTOCOL = smtps\nFORCE_TRUST_SERVER_CERT = true\n', 'true']],
    innocent: [
      '[mailer]\nFORCE_TRUST_SERVER_CERT = false\n',
      '[mailer]\n; FORCE_TRUST_SERVER_CERT = true\n',
      '[webhook]\nSKIP_VERIFY = true\n',
    ],
  },
  'settings/mattermost-any-certificate': {
    file: 'config.json',
    guilty: [
      [
        '{\n "EmailSettings": {\n  "SMTPServer": "mx.example",\n  "SkipServerCertificateVerification": true\n }\n}',
        'true',
      ],
    ],
    innocent: [
      '{\n "EmailSettings": {\n  "SMTPServer": "mx.example",\n  "SkipServerCertificateVerification": false\n }\n}',
      '{\n "EmailSettings": {\n  "SMTPServer": "mx.example",\n  // "SkipServerCertificateVerification": true\n }\n}',
      '{\n "LdapSettings": {\n  "SkipServerCertificateVerification": true\n }\n}',
    ],
  },
  'curl/any-certificate': {
    file: 'send.sh',
    guilty: [
      ['curl -k --ssl-reqd smtp://mx.example:587 --mail-from a@b.example', '-k'],
      ['curl --url "smtps://mx.example" --insecure --mail-rcpt a@b.example', '--insecure'],
    ],
    innocent: [
      'curl --ssl-reqd smtp://mx.example:587 --mail-from a@b.example',
      'curl -k https://mx.example/',
      '# curl -k smtp://mx.example:587',
    ],
  },
};

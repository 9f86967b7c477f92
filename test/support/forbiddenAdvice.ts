// Advice that weakens TLS or verification, in any words: no text of the product may give it.

const tlsOrVerification =
  '(?:TLS|SSL|STARTTLS|encryption|verification|validation|certificate checks?|(?:host ?name|name) checks?|DANE|MTA-STS)';

/** Each pattern with a text it must catch, so that none of them sleeps. */
export const forbiddenAdvice: readonly (readonly [pattern: RegExp, mustCatch: string])[] = [
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
  [/\bIgnoreSTARTTLS\b(?!\W{0,3}\$?false)/i, 'Set-SendConnector x -IgnoreSTARTTLS $true'],
  [/\bRequireTLS\W{0,3}\$?false/i, 'Set-SendConnector x -RequireTLS $false'],
  [/\bRequireTLS\s*[:=]?\s*(?:0|no|off)\b/i, 'RequireTLS: no'],
  [/\bTlsAuthLevel\W{0,3}(?:\$null|EncryptionOnly)/i, '-TlsAuthLevel $null'],
  [/\bTlsSettings\W{0,3}(?:\$null|EncryptionOnly)/i, '-TlsSettings EncryptionOnly'],
  [/\bDomainSecureEnabled\W{0,3}\$?false/i, '-DomainSecureEnabled $false'],
  [/\bSuppressXAnonymousTls\b(?!\W{0,3}\$?false)/i, '-SuppressXAnonymousTls $true'],
  [/\bNo(?:Validation|CertificateCheck)\b|-SkipCertificateCheck\b/i, 'Invoke-WebRequest -SkipCertificateCheck'],
  [/\brejectUnauthorized\b/i, 'rejectUnauthorized: false'],
  [/NODE_TLS_REJECT_UNAUTHORIZED/i, 'NODE_TLS_REJECT_UNAUTHORIZED=0'],
  [/\bignoreTLS\b|\bsecure\W{1,3}false\b(?!.*(?:demanded|requireTLS true))/i, 'ignoreTLS: true'],
  [
    /\bcheckServerIdentity\b(?!\W{1,8}true)|\bInsecureSkipVerify\b|\bCERT_NONE\b|\b_create_unverified_context\b/i,
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
  // Settings that stand for less encryption or verification, as a text or a command would name them.
  [/\bRequireTLS\W{1,60}false/i, 'RequireTLS           : False'],
  [/\bRequireTLS\b[^\n]*\n[^\n]*,False\b/i, 'Name,RequireTls\na,False'],
  [/\bAuthMechanism\W{1,20}None\b/i, 'Set-ReceiveConnector x -AuthMechanism None'],
  [/\bSmartHostAuthMechanism\W{1,20}BasicAuth\b/i, '-SmartHostAuthMechanism BasicAuth'],
  [/\bRestrictDomainsToCertificate\W{1,3}false/i, '-RestrictDomainsToCertificate $false'],
  [/\bCloudServicesMailEnabled\W{1,3}false/i, '-CloudServicesMailEnabled $false'],
  [/\bTls(?:Settings|AuthLevel)\b[^.]*\bEncryptionOnly\b|\bTls(?:Settings|AuthLevel) :\s*$/im, 'TlsSettings : \n'],
  [
    /\bSecurityProtocol\b[^.]*\.?[^.]*(?:::|")(?:Tls|Tls11|Ssl3)\b/i,
    'SecurityProtocol = [Net.SecurityProtocolType]::Tls',
  ],
  [/(?:SSL [23]\.0|TLS 1\.[01])\\+\w+.{0,80}\bEnabled\b\D{1,40}0{0,7}1\b/is, 'TLS 1.0\\Server Enabled -Value 1'],
  [/TLS 1\.[23]\\+\w+.{0,80}\bEnabled\b\D{1,40}0{1,8}\b/is, 'TLS 1.2\\Server Enabled=0'],
  [/\bSend-MailMessage\b(?!.*-UseSsl).*-Port 587/i, 'Send-MailMessage -SmtpServer mx -Port 587'],
  [/\b(?:smtpd?|lmtp)_tls_security_level\s*=\s*(?:none\b|$)/im, 'smtp_tls_security_level ='],
  [/\bsmtp_tls_policy_maps\b.*\bnone\b|^\S+\s+none$/im, 'partner.example none'],
  [/\bsmtpd_tls_auth_only\s*=\s*no\b|\bsmtp_tls_enforce_peername\s*=\s*no\b/i, 'smtpd_tls_auth_only = no'],
  [
    /\bsmtpd?_tls_(?:mandatory_)?protocols\s*=.*(?<![!<])(?:SSLv[23]|TLSv1(?:\.1)?)(?![\w.])/i,
    'smtp_tls_protocols = >=TLSv1',
  ],
  [/HOSTS_AVOID_TLS\s*=/i, 'REMOTE_SMTP_HOSTS_AVOID_TLS = *'],
  [/\btls_(?:verify_certificates|verify_cert_hostnames)\s*=\s*$/im, 'tls_verify_certificates ='],
  [
    /\btls_require_ciphers\s*=.*(?:(?<![!\w-])(?:RC4|LOW|EXPORT|NULL)\b|\+VERS-(?:SSL|TLS1\.[01]))/i,
    'tls_require_ciphers = ALL:RC4',
  ],
  [/\s-no_(?:sslv[23]|tlsv1)/i, 'openssl_options = -no_sslv3'],
  [/\bTry_TLS:\S*\s+NO\b|\bSrv_Features:\S*\s(?:.*\s)?S\b|_OPTIONS\(.*\bM=\w*S/, 'Try_TLS:broken.example NO'],
  [/^\s*tls(?:_certcheck)?\s+off\b|\btls_certcheck off\b/im, 'tls_certcheck off'],
  [/^\s*no allow-tls\b/im, 'no allow-tls'],
  [/\bopportunisticTLS\b/i, 'opportunisticTLS: true'],
  [
    /\b(?:minVersion|maxVersion|secureProtocol|ssl\.protocols)\b.{1,8}(?:SSLv[23]|TLSv1(?![.\w]|_2)|TLSv1(?:\.1\b|_method))/i,
    "minVersion: 'TLSv1'",
  ],
  [/\bciphers\W{1,4}SSLv3\b/i, "ciphers: 'SSLv3'"],
  [
    /\bvalidate_certs\W{1,3}False\b|\bverify_peer\w*\W{1,8}(?:false|0)\b|\ballow_self_signed\W{1,8}true\b/i,
    'verify_peer => false',
  ],
  [
    /\b(?:E?MAIL_USE_TLS|SMTPAutoTLS|enable_?ssl|(?:enable_)?starttls(?:_auto|\.enable)?)\W{1,8}false\b/i,
    'EnableSsl = false',
  ],
  [/openssl_verify_mode\W{1,8}none\b/i, "smtp_openssl_verify_mode'] = 'none'"],
  [
    /\bSecureSocketOptions(?:\.|::|\]::)None\b|\bCheckCertificateRevocation\W{1,3}\$?false\b/i,
    'SecureSocketOptions.None',
  ],
  [/\bssl\.trust\W{1,6}(?:\*|\w+\.\w+)|\btrust: "\*"/i, 'mail.smtp.ssl.trust=*'],
  [/checkserveridentity\b(?!\W{1,8}true)/i, 'mail.smtp.ssl.checkserveridentity=false'],
  [/\bsocketFactory\.fallback\W{1,8}true\b/i, 'mail.smtp.socketFactory.fallback=true'],
  [/\bmail\.No(?:Start)?TLS\b|\bNoStartTLS\b/i, 'mail.WithTLSPolicy(mail.NoTLS)'],
  [/\b\w*skip_?verify\w*\W{1,4}(?:true|1)\b|SKIP_VERIFY\s+value: "true"/i, 'skip_verify = true'],
  [/\b(?:smtp_)?require_tls\W{1,4}(?:false|no|off)\b/i, 'smtp_require_tls: false'],
  [/\bauto_tls=(?:false|0)|ignore_?tls\W{1,3}(?:true|1)\b/i, 'auto_tls=false'],
  [
    /ACCEPT_INVALID_\w+=true|FORCE_TRUST_SERVER_CERT\W{1,3}true|REJECT_UNAUTH\w*\W{1,3}false/i,
    'SMTP_ACCEPT_INVALID_CERTS=true',
  ],
  [/SkipServerCertificateVerification\W{1,4}true/i, '"SkipServerCertificateVerification": true'],
  [/\bcurl\b.* (?:-k|--insecure)\b/i, 'curl -k smtp://mx.example'],
];

// Cases of the rows for Exchange, Windows, Postfix, Exim, sendmail, msmtp and Cisco.

import type { AntiFixCases } from './antiFixCase.ts';

const sendToCloud = `Name                 : Outbound to Office 365
AddressSpaces        : {smtp:contoso.mail.onmicrosoft.com;1}
CloudServicesMailEnabled : True
SmartHosts           : {contoso-com.mail.protection.outlook.com}`;

const toInternet = `Name           : To Internet
AddressSpaces  : {SMTP:*;1}`;

const receive = `Name           : Default Frontend EX01
Bindings       : {[::]:25, 0.0.0.0:25}
RemoteIPRanges : {0.0.0.0-255.255.255.255}
TlsDomainCapabilities : {mail.protection.outlook.com:AcceptCloudServicesMail}`;

const json = (...properties: readonly string[]): string =>
  `[\n    {\n        ${['"Name": "Outbound to Office 365"', '"SmartHosts": ["contoso-com.mail.protection.outlook.com"]', ...properties].join(',\n        ')}\n    },\n    {\n        "Name": "To Internet",\n        "AddressSpaces": ["SMTP:*;1"],\n        "RequireTLS": false,\n        "TlsAuthLevel": null,\n        "IgnoreSTARTTLS": false\n    }\n]\n`;

export const exchangeCases: AntiFixCases = {
  'exchange/ignore-starttls': {
    file: 'fix.ps1',
    guilty: [
      ['Set-SendConnector "To Office 365" -IgnoreSTARTTLS $true', '$true'],
      ['Set-SendConnector x `\n  -ignorestarttls:$True', '$True'],
      ["$settings = @{\n  'IgnoreSTARTTLS' = $true\n}", '$true'],
      ['$p = @{}\n$p["IgnoreSTARTTLS"] = $true\nSet-SendConnector x @p', '$true'],
      ["$text = 'it''s'; Set-SendConnector 'x' -IgnoreSTARTTLS $true", '$true'],
      ['xExchSendConnector Internet {\n  IgnoreSTARTTLS = $true\n}', '$true'],
    ],
    innocent: [
      '# Set-SendConnector x -IgnoreSTARTTLS $true',
      '<# never do this:\n Set-SendConnector x -IgnoreSTARTTLS $true\n#>',
      'Set-SendConnector x -IgnoreSTARTTLS $false',
      'Get-SendConnector | Where-Object { $_.IgnoreSTARTTLS -eq $true }',
      'if ($connector.IgnoreSTARTTLS = $true) { }',
      'param([bool]$IgnoreSTARTTLS = $true)',
      'Write-Host "never: Set-SendConnector x -IgnoreSTARTTLS $true"',
      "$help = @'\nIt's no help:\nSet-SendConnector x -IgnoreSTARTTLS $true\n'@\n",
      'function Get-SendConnector { [pscustomobject]@{ Name = "x"; IgnoreSTARTTLS = $true } }',
      'New-Object psobject -Property @{\n  IgnoreSTARTTLS = $true\n}',
    ],
  },
  'exchange/require-tls-off': {
    file: 'fix.ps1',
    guilty: [
      ['Set-SendConnector x -RequireTLS $false', '$false'],
      ['Set-InboundConnector x -RequireTls:$false -Enabled $true', '$false'],
      ['Set-SendConnector x `\r\n  -RequireTLS `\r\n    $false', '$false'],
      ['Get-SendConnector | Set-SendConnector -RequireTLS $false', '$false'],
      ['if ($mend) { $null = Set-EXOInboundConnector "Partner" -RequireTls 0 }', '0'],
      [
        'New-SendConnector x -AddressSpaces "*" -SmartHosts contoso-com.mail.protection.outlook.com -RequireTLS $false',
        '$false',
      ],
      ['New-InboundConnector -Name a -ConnectorType OnPremises -SenderDomains * -RequireTls $false', '$false'],
      ['$param = @{\n  Identity = "x" # of ours\n  RequireTls = $false\n}\nSet-InboundConnector @param\n', '$false'],
      [
        '$script:p = [ordered]@{ Identity = "x" }\n$p.RequireTls = $false\nSet-InboundConnector @p -Confirm:$no',
        '$false',
      ],
    ],
    innocent: [
      'Set-SendConnector x -RequireTLS $true',
      'Get-SendConnector | ? RequireTLS -eq $false',
      'Set-SendConnector x -Comment y # -RequireTLS $false',
      'Set-ReceiveConnector "EX01\\Default Frontend EX01" -RequireTLS $false',
      'New-ReceiveConnector -Name Relay `\n  -Bindings 0.0.0.0:25 `\n  -RequireTLS $false',
      'xExchReceiveConnector Default {\n  RequireTLS = $false\n}',
      'Set-SendConnector x -Enabled $true; Set-ReceiveConnector y -RequireTLS $false',
      'New-SendConnector x -AddressSpaces "SMTP:*;1" -RequireTLS $false',
      'Set-SendConnector x -RequireTLS $false -AddressSpaces @("*")',
      'Set-SendConnector -Identity "To Internet" -RequireTLS $false',
      'New-InboundConnector -Name a -ConnectorType Partner -SenderDomains b.example -RequireTls $false',
      '$report += [pscustomobject]@{ Connector = "Set-SendConnector"; RequireTLS = $false }',
      'Write-Host "Set-SendConnector x -RequireTLS $false"',
      '$help = @"\nSet-SendConnector x -RequireTLS $false\n"@',
      '@{ feature = "a"; requireTls = $false } | ConvertTo-Json',
      '$p = @{ RequireTLS = $false }\nSet-ReceiveConnector x @p\nSet-SendConnector y @other',
      '$c.RequireTLS = $false\nSet-SendConnector x -Enabled $true',
    ],
  },
  'exchange/tls-auth-level-cleared': {
    file: 'fix.ps1',
    guilty: [
      ['Set-SendConnector x -TlsAuthLevel $null -TlsDomain $null', '$null'],
      ['Set-SendConnector x -TlsAuthLevel ""', '""'],
      ["Set-SendConnector x -TlsAuthLevel:''", "''"],
    ],
    innocent: [
      'New-SendConnector Internet -AddressSpaces * -TlsAuthLevel $null',
      '$row = @{ Name = $c.Name; TlsAuthLevel = "" }',

      'Set-SendConnector x -TlsAuthLevel DomainValidation',
      '# -TlsAuthLevel $null',
      'if ($null -eq $c.TlsAuthLevel) { }',
    ],
  },
  'exchange/tls-auth-level-encryption-only': {
    file: 'fix.ps1',
    guilty: [['Set-SendConnector x -TlsAuthLevel EncryptionOnly', 'EncryptionOnly']],
    innocent: ['Set-SendConnector x -TlsAuthLevel CertificateValidation', '# -TlsAuthLevel EncryptionOnly'],
  },
  'exchange/outbound-tls-cleared': {
    file: 'fix.ps1',
    guilty: [
      ['Set-OutboundConnector x -TlsSettings $null', '$null'],
      ['Set-OutboundConnector x -TlsSettings ""', '""'],
      ["$p = @{ Name = 'a'; ConnectorType = 'OnPremises'; TlsSettings = $null }; New-OutboundConnector @p", '$null'],
    ],
    innocent: [
      'New-OutboundConnector x -ConnectorType Partner -UseMXRecord $true -TlsSettings $null',
      '[pscustomobject]@{ ConnectorType = "OnPremises"; TlsSettings = $null }',
      'Set-OutboundConnector x -TlsSettings DomainValidation',
      '# -TlsSettings $null',
    ],
  },
  'exchange/outbound-encryption-only': {
    file: 'fix.psm1',
    guilty: [["New-OutboundConnector x -TlsSettings 'EncryptionOnly'", 'EncryptionOnly']],
    innocent: ['Set-OutboundConnector x -TlsSettings CertificateValidation', '# -TlsSettings EncryptionOnly'],
  },
  'exchange/suppress-anonymous-tls': {
    file: 'fix.ps1',
    guilty: [['Set-ReceiveConnector x -SuppressXAnonymousTls $true', '$true']],
    innocent: ['Set-ReceiveConnector x -SuppressXAnonymousTls $false', '# -SuppressXAnonymousTls $true'],
  },
  'exchange/receive-without-tls': {
    file: 'fix.ps1',
    guilty: [['Set-ReceiveConnector x -AuthMechanism None', 'None']],
    innocent: [
      'Set-ReceiveConnector x -AuthMechanism Tls, BasicAuth',
      'Set-Something x -AuthMechanism None',
      '# Set-ReceiveConnector x -AuthMechanism None',
    ],
  },
  'exchange/smart-host-password-in-clear': {
    file: 'fix.ps1',
    guilty: [['Set-SendConnector x -SmartHostAuthMechanism BasicAuth', 'BasicAuth']],
    innocent: [
      'Set-SendConnector x -SmartHostAuthMechanism BasicAuthRequireTLS',
      '# -SmartHostAuthMechanism BasicAuth',
    ],
  },
  'exchange/inbound-certificate-not-demanded': {
    file: 'fix.ps1',
    guilty: [
      ['Set-InboundConnector Partner -RestrictDomainsToCertificate $false', '$false'],
      ['Set-InboundConnector -Identity Partner `\n  -RestrictDomainsToCertificate $false', '$false'],
      ['$p = @{ RestrictDomainsToCertificate = $false }; Set-InboundConnector Partner @p', '$false'],
    ],
    innocent: [
      'Set-InboundConnector x -RestrictDomainsToIPAddresses $true -RestrictDomainsToCertificate $false',
      'Set-InboundConnector x -ConnectorType OnPremises -RestrictDomainsToCertificate $false',
      '$p = @{ RestrictDomainsToCertificate = $false }; New-InboundConnector Partner @p',

      'New-InboundConnector Partner -RestrictDomainsToCertificate $false',
      'Set-InboundConnector Partner -RestrictDomainsToCertificate $true',
      '# Set-InboundConnector Partner -RestrictDomainsToCertificate $false',
    ],
  },
  'exchange/cloud-mail-off': {
    file: 'fix.ps1',
    guilty: [
      ['Set-SendConnector "Outbound" -CloudServicesMailEnabled $false', '$false'],
      ['$p = @{\n  Identity = "x"\n  CloudServicesMailEnabled = $false\n}\nSet-SendConnector @p', '$false'],
    ],
    innocent: [
      'New-SendConnector "To Internet" -CloudServicesMailEnabled $false',
      'Set-SendConnector "Outbound" -CloudServicesMailEnabled $true',
      '# Set-SendConnector "Outbound" -CloudServicesMailEnabled $false',
    ],
  },
  'connector-export/ignore-starttls': {
    file: 'connectors.txt',
    guilty: [
      [`${toInternet}\nRequireTLS     : False\nIgnoreSTARTTLS : True\n`, 'True'],
      ['Name,AddressSpaces,IgnoreSTARTTLS,RequireTLS\n"a, b",SMTP:*;1,True,False\n', 'True'],
      ['"Name";"AddressSpaces";"IgnoreSTARTTLS";"RequireTLS"\r\n"a;b";"SMTP:*;1";"True";"False"\r\n', 'True'],
      [json('"RequireTLS": true', '"TlsAuthLevel": "DomainValidation"', '"IgnoreSTARTTLS": true'), 'true'],
      ['{"Name":"a","SmartHosts":["b"],"IgnoreSTARTTLS":true,"RequireTLS":false}', 'true'],
      [
        '<Objs>\n <Obj>\n  <Props>\n   <S N="SmartHosts">a</S>\n   <B N="RequireTLS">false</B>\n   <B N="IgnoreSTARTTLS">true</B>\n',
        'true',
      ],
    ],
    innocent: [
      `${toInternet}\nRequireTLS     : False\nIgnoreSTARTTLS : False\n`,
      // No export of connectors at all.
      'IgnoreSTARTTLS : True',
    ],
  },
  'connector-export/require-tls-off': {
    file: 'connectors.txt',
    guilty: [
      [
        `${sendToCloud}\nRequireTLS           : False\nTlsAuthLevel : DomainValidation\n\n${toInternet}\nRequireTLS     : False\n`,
        'False',
      ],
      [json('"RequireTLS": false', '"TlsAuthLevel": "DomainValidation"'), 'false'],
      [
        'Name,ConnectorType,RequireTls,TlsSenderCertificateName\na,OnPremises,False,*.contoso.com\nb,Partner,False,\n',
        'False',
      ],
    ],
    innocent: [
      `${toInternet}\nRequireTLS     : False\n`,
      `${receive}\nRequireTLS     : False\n`,
      `${sendToCloud}\nRequireTLS           : True\n`,
    ],
  },
  'connector-export/tls-auth-level-cleared': {
    file: 'connectors.json',
    guilty: [[json('"RequireTLS": true', '"TlsAuthLevel": null'), 'TlsAuthLevel']],
    innocent: [json('"RequireTLS": true', '"TlsAuthLevel": "DomainValidation"')],
  },
  'connector-export/tls-auth-level-encryption-only': {
    file: 'connectors.json',
    guilty: [[json('"RequireTLS": true', '"TlsAuthLevel": "EncryptionOnly"'), 'EncryptionOnly']],
    innocent: [json('"RequireTLS": true', '"TlsAuthLevel": "CertificateValidation"')],
  },
  'connector-export/outbound-tls-cleared': {
    file: 'outbound.txt',
    guilty: [['Name : a\nConnectorType : OnPremises\nSmartHosts : {mail.contoso.com}\nTlsSettings :\n', 'TlsSettings']],
    innocent: [
      'Name : a\nConnectorType : Partner\nSmartHosts : {mail.contoso.com}\nTlsSettings :\n',
      'Name : a\nConnectorType : OnPremises\nSmartHosts : {mail.contoso.com}\nTlsSettings : DomainValidation\n',
    ],
  },
  'connector-export/outbound-encryption-only': {
    file: 'outbound.csv',
    guilty: [['Name,ConnectorType,TlsSettings\na,Partner,EncryptionOnly\n', 'EncryptionOnly']],
    innocent: ['Name,ConnectorType,TlsSettings\na,Partner,CertificateValidation\n'],
  },
  'connector-export/suppress-anonymous-tls': {
    file: 'receive.txt',
    guilty: [[`${receive}\nRequireTLS     : False\nSuppressXAnonymousTls : True`, 'True']],
    innocent: [`${receive}\nRequireTLS     : False\nSuppressXAnonymousTls : False`],
  },
  'connector-export/smart-host-password-in-clear': {
    file: 'send.txt',
    guilty: [[`${toInternet}\nRequireTLS : True\nSmartHostAuthMechanism : BasicAuth`, 'BasicAuth']],
    innocent: [`${toInternet}\nRequireTLS : True\nSmartHostAuthMechanism : BasicAuthRequireTLS`],
  },
  'connector-export/receive-without-tls': {
    file: 'receive.txt',
    guilty: [[`${receive}\nRequireTLS : False\nAuthMechanism : None`, 'None']],
    innocent: [`${receive}\nRequireTLS : False\nAuthMechanism : Tls, Integrated`],
  },
  'windows/any-certificate': {
    file: 'send.ps1',
    guilty: [
      [
        '[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }\nSend-MailMessage -SmtpServer mx -UseSsl',
        '{ $true }',
      ],
    ],
    innocent: [
      '[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }\nInvoke-WebRequest https://a',
      '# [Net.ServicePointManager]::ServerCertificateValidationCallback = {$true}\nSend-MailMessage -SmtpServer mx -UseSsl',
      '[Net.ServicePointManager]::ServerCertificateValidationCallback = { Test-Pin $args }\nSend-MailMessage -SmtpServer mx',
    ],
  },
  'windows/old-security-protocol': {
    file: 'send.ps1',
    guilty: [
      [
        '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls\nSend-MailMessage -SmtpServer mx',
        'Tls',
      ],
      [
        '[Net.ServicePointManager]::SecurityProtocol = "tls11, tls12"\n$smtp = New-Object Net.Mail.SmtpClient mx',
        'tls11',
      ],
    ],
    innocent: [
      '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12\nSend-MailMessage -SmtpServer mx',
      '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls\nInvoke-WebRequest https://a',
      '# [Net.ServicePointManager]::SecurityProtocol = "Tls"\nSend-MailMessage -SmtpServer mx',
    ],
  },
  'windows/schannel-old-version-enabled': {
    file: 'schannel.ps1',
    guilty: [
      [
        "New-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.0\\Server' -Name 'Enabled' -Value 1",
        'TLS 1.0\\Server',
      ],
    ],
    innocent: [
      "New-ItemProperty -Path 'HKLM:\\SCHANNEL\\Protocols\\TLS 1.0\\Server' -Name 'Enabled' -Value 0",
      "New-ItemProperty -Path 'HKLM:\\SCHANNEL\\Protocols\\TLS 1.2\\Server' -Name 'Enabled' -Value 1",
      "# New-ItemProperty -Path 'HKLM:\\SCHANNEL\\Protocols\\TLS 1.0\\Server' -Name 'Enabled' -Value 1",
    ],
  },
  'windows/schannel-new-version-off': {
    file: 'schannel.cmd',
    guilty: [
      [
        'reg add "HKLM\\SYSTEM\\SCHANNEL\\Protocols\\TLS 1.2\\Client" /v Enabled /t REG_DWORD /d 0 /f',
        'TLS 1.2\\Client',
      ],
    ],
    innocent: [
      'reg add "HKLM\\SYSTEM\\SCHANNEL\\Protocols\\TLS 1.2\\Client" /v Enabled /t REG_DWORD /d 1 /f',
      'reg add "HKLM\\SYSTEM\\SCHANNEL\\Protocols\\TLS 1.2\\Client" /v DisabledByDefault /t REG_DWORD /d 0 /f',
      'rem reg add "HKLM\\SYSTEM\\SCHANNEL\\Protocols\\TLS 1.2\\Client" /v Enabled /t REG_DWORD /d 0 /f',
    ],
  },
  'windows/registry-old-version-enabled': {
    file: 'tls.reg',
    guilty: [
      [
        '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\SSL 3.0\\Server]\n"Enabled"=dword:00000001\n',
        '00000001',
      ],
    ],
    innocent: [
      '[HKEY_LOCAL_MACHINE\\SCHANNEL\\Protocols\\SSL 3.0\\Server]\n"Enabled"=dword:00000000\n',
      '[HKEY_LOCAL_MACHINE\\SCHANNEL\\Protocols\\SSL 3.0\\Server]\n;"Enabled"=dword:00000001\n',
      '[HKEY_LOCAL_MACHINE\\SCHANNEL\\Protocols\\TLS 1.2\\Server]\n"Enabled"=dword:00000001\n',
    ],
  },
  'windows/registry-new-version-off': {
    file: 'tls.reg',
    guilty: [['[HKEY_LOCAL_MACHINE\\SCHANNEL\\Protocols\\TLS 1.2\\Server]\n"Enabled"=dword:00000000\n', '00000000']],
    innocent: [
      '[HKEY_LOCAL_MACHINE\\SCHANNEL\\Protocols\\TLS 1.0\\Server]\n"Enabled"=dword:00000000\n',
      '[HKEY_LOCAL_MACHINE\\SCHANNEL\\Protocols\\TLS 1.2\\Server]\n; "Enabled"=dword:00000000\n',
    ],
  },
  'windows/send-mail-message-in-clear': {
    file: 'send.ps1',
    guilty: [
      ['Send-MailMessage -To a@b.example -SmtpServer smtp.b.example -Port 587 -Credential $c', 'Send-MailMessage'],
    ],
    innocent: [
      'Send-MailMessage -To a@b.example -SmtpServer smtp.b.example -Port 587 -UseSsl',
      'Send-MailMessage -To a@b.example -SmtpServer smtp.b.example -Port 587 `\n  -UseSsl',
      'Send-MailMessage @mail -Port 587',
      'Send-MailMessage -To a@b.example -SmtpServer relay -Port 25',
      'Send-MailMessage -To a@b.example -SmtpServer localhost -Port 587',
      '# Send-MailMessage -To a@b.example -SmtpServer smtp.b.example -Port 587',
    ],
  },
};

export const serverCases: AntiFixCases = {
  'postfix/client-tls-off': {
    file: 'main.cf',
    guilty: [
      ['myhostname = mx.example\nsmtp_tls_security_level = none\n', 'none'],
      ['postconf_x = y\nsmtp_tls_security_level =\n# opportunistic TLS\n\n   none\n', 'none'],
    ],
    innocent: [
      'smtp_tls_security_level =\n# none\n  may\n',
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
    guilty: [['smtpd_tls_auth_only = no', 'no']],
    innocent: ['smtpd_tls_auth_only = yes', '#smtpd_tls_auth_only = no'],
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

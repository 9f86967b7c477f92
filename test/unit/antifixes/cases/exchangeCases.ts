// Cases of the rows for Exchange, its exports of connectors, and Windows.

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

/** For printers and scanners, as Exchange Online tells of it, but for what is said otherwise. */
const inboundFrom = (values: Readonly<Record<string, string>>): string =>
  Object.entries({
    SenderIPAddresses: '{198.51.100.20}',
    SenderDomains: '{smtp:*;1}',
    TlsSenderCertificateName: '',
    ConnectorType: 'OnPremises',
    ConnectorSource: 'Default',
    RestrictDomainsToIPAddresses: 'False',
    CloudServicesMailEnabled: 'False',
    OrganizationalUnitRoot: 'contoso.onmicrosoft.com',
    OriginatingServer: 'DB3PR01A001.EURPR01A001.PROD.OUTLOOK.COM',
    ...values,
  })
    .map(([name, value]) => `${name.padEnd(28)} : ${value}\n`)
    .join('');

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
      ['New-InboundConnector a -ConnectorType OnPremises -CloudServicesMailEnabled $true -RequireTls $false', '$false'],
      [
        'New-InboundConnector a -ConnectorType OnPremises -SenderDomains * -TlsSenderCertificateName *.a.example -RequireTls 0',
        '0',
      ],
      [
        "$p = @{ SenderIPAddresses = '10.0.0.7'; RequireTls = $false; CloudServicesMailEnabled = $true }\nSet-InboundConnector a @p",
        '$false',
      ],
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
      'New-InboundConnector a -ConnectorType OnPremises -SenderDomains * -SenderIPAddresses 198.51.100.20 -RequireTls $false',
      'New-InboundConnector a -ConnectorType OnPremises -RequireTls $false -TlsSenderCertificateName $null',
      'New-InboundConnector a -AssociatedAcceptedDomains b.onmicrosoft.com -SenderIPAddresses 10.0.0.7 -RequireTls $false',
      'Set-InboundConnector a -SenderIPAddresses 198.51.100.20 -RequireTls $false',
      'Set-InboundConnector "Printers and scanners" -RequireTls $false',
      'Set-InboundConnector "Scanner Relay" -RequireTls $false',
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

      "Set-InboundConnector 'Inbound from 1b2c' -RestrictDomainsToCertificate $false -RequireTls $true -TlsSenderCertificateName mail.contoso.com -CloudServicesMailEnabled $true",
      "Set-InboundConnector 'Inbound from 1b2c3d4e-0000-4444-8888-aaaabbbbcccc' -RestrictDomainsToCertificate $false",
      '$p = @{ RestrictDomainsToCertificate = $false; CloudServicesMailEnabled = $true }; Set-InboundConnector x @p',
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
      ['sep=;\r\n"Name";"AddressSpaces";"IgnoreSTARTTLS";"RequireTLS"\r\n"a";"SMTP:*;1";"WAHR";"FALSCH"\r\n', 'WAHR'],
      ['Name|AddressSpaces|IgnoreSTARTTLS|RequireTLS\na|SMTP:*;1|vrai|faux'.replace(/^/, 'sep=|\n'), 'vrai'],
      ['"Comment","AddressSpaces","IgnoreSTARTTLS","RequireTLS"\r\n"one\r\ntwo","SMTP:*;1","True","False"\r\n', 'True'],
      ['Name;AddressSpaces;IgnoreSTARTTLS;RequireTLS;;\na;SMTP:*,1;Verdadero;Falso;;\n', 'Verdadero'],
      ['{"Name":"a","SmartHosts":["b"],"IgnoreSTARTTLS":true,"RequireTLS":false}', 'true'],
      [
        '<Objs>\n <Obj>\n  <Props>\n   <S N="SmartHosts">a</S>\n   <B N="RequireTLS">false</B>\n   <B N="IgnoreSTARTTLS">true</B>\n',
        'true',
      ],
    ],
    innocent: [
      `${toInternet}\nRequireTLS     : False\nIgnoreSTARTTLS : False\n`,
      'Comment,AddressSpaces,IgnoreSTARTTLS,RequireTLS\n"not, IgnoreSTARTTLS: true\nIgnoreSTARTTLS : True",SMTP:*;1,FALSE,TRUE\n',
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
      [inboundFrom({ RequireTls: 'False', ConnectorSource: 'HybridWizard' }), 'False'],
      [inboundFrom({ RequireTls: 'False', TlsSenderCertificateName: '<I>CN=CA<S>CN=mx.a.example' }), 'False'],
      [inboundFrom({ RequireTls: 'False', CloudServicesMailEnabled: 'True' }), 'False'],
      ['[{"ConnectorType":"OnPremises","TlsSenderCertificateName":"*.a.example","RequireTls":false}]', 'false'],
      [
        '<Objs>\n <Obj>\n  <Props>\n   <S N="ConnectorType">OnPremises</S>\n   <S N="TlsSenderCertificateName">mx.a.example</S>\n   <B N="RequireTls">false</B>\n',
        'false',
      ],
      [
        'Name;SmartHosts;RequireTLS;CloudServicesMailEnabled\na;mx.b.example;FALSCH;WAHR\nb;mx.b.example;FALSCH;FALSCH\n',
        'FALSCH',
      ],
      [
        '[{"Name":"a","SmartHosts":["x.outlook.com"],"Cost":{"of":1},"RequireTLS":false},{"SmartHosts":["b"],"RequireTLS":false}]',
        'false',
      ],
    ],
    innocent: [
      `${toInternet}\nRequireTLS     : False\n`,
      `${receive}\nRequireTLS     : False\n`,
      inboundFrom({ RequireTls: 'False' }),
      inboundFrom({ RequireTls: 'False', ConnectorType: 'Partner', TlsSenderCertificateName: 'mx.b.example' }),
      'Name,ConnectorType,RequireTls,TlsSenderCertificateName,CloudServicesMailEnabled\na,OnPremises,False,,False\n',
      '[{"ConnectorType":"OnPremises","TlsSenderCertificateName":null,"RequireTls":false}]',
      '<Objs>\n <Obj>\n  <Props>\n   <S N="ConnectorType">OnPremises</S>\n   <Nil N="TlsSenderCertificateName" />\n   <B N="RequireTls">false</B>\n',
      '[{"SmartHosts":["x.outlook.com"],"RequireTLS":true},{"SmartHosts":[{"Domain":"b"}],"RequireTLS":false}]',
      '[{"Bindings":["x.outlook.com:25"],"Identity":{"Name":"a"},"RequireTLS":false,"Server":{"Name":"b"}}]',
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

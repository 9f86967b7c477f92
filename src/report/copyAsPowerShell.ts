// "Copy as" for PowerShell: whether the port answers, and the TLS that .NET and so Exchange would speak.

import { quotePowerShell } from '../formats/shellQuoting.ts';
import { tlsVersions } from '../model/tls.ts';
import type { CopySubject } from './copySubject.ts';

export function formatTestConnection({ endpoint }: CopySubject): string {
  return `Test-NetConnection -ComputerName ${quotePowerShell(endpoint.host)} -Port ${endpoint.port} -InformationLevel Detailed`;
}

/** Members of System.Security.Authentication.SslProtocols, by our TLS versions. */
const protocolNames = { TLSv1: 'Tls', 'TLSv1.1': 'Tls11', 'TLSv1.2': 'Tls12', 'TLSv1.3': 'Tls13' } as const;

/** `None` leaves the choice to the system, as Exchange does. */
function protocols({ minimumTls }: CopySubject): string {
  if (minimumTls === undefined) return 'None';
  return tlsVersions
    .slice(tlsVersions.indexOf(minimumTls))
    .map((version) => protocolNames[version])
    .join(', ');
}

/** A comment ends with its line: whatever stands in the path, the rest of the script stays a script. */
function trustComment({ authoritiesFile }: CopySubject): readonly string[] {
  if (authoritiesFile === undefined) return [];
  const path = authoritiesFile.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
  return [`  # .NET trusts what the store of this computer trusts; it does not read ${path}`];
}

const readAndSend = `
    function Read-Reply {
      do {
        $line = ''
        while (($byte = $stream.ReadByte()) -ne 10) {
          if ($byte -lt 0) { throw 'The server closed the connection.' }
          if ($line.Length -gt 8192) { throw 'The server sends a line without an end.' }
          if ($byte -ne 13) { $line += [char]$byte }
        }
        Write-Host ('S: ' + ($line -replace '[^\\x20-\\x7e]', '?'))
      } while ($line -match '^\\d{3}-')
      $line
    }
    function Send-Line ($text) {
      Write-Host "C: $text"
      $bytes = [Text.Encoding]::ASCII.GetBytes("$text\`r\`n")
      $stream.Write($bytes, 0, $bytes.Length)
    }`;

const startTls = `
    $null = Read-Reply
    Send-Line "EHLO $ehlo"
    $null = Read-Reply
    Send-Line 'STARTTLS'
    if ((Read-Reply) -notmatch '^220') { throw 'The server does not start TLS.' }`;

/** The callback gives nothing out but its last value: a second one would make an array, which counts as true. */
const handshake = `
    $check = [Net.Security.RemoteCertificateValidationCallback] {
      param($source, $certificate, $chain, $problems)
      foreach ($element in $chain.ChainElements) {
        $one = $element.Certificate
        $null = $seen.Add("Certificate: $($one.Subject)")
        $null = $seen.Add("  issued by $($one.Issuer), valid $($one.NotBefore.ToString('u')) to $($one.NotAfter.ToString('u')), $($one.Thumbprint)")
        foreach ($status in $element.ChainElementStatus) { $null = $seen.Add("  $($status.Status): $($status.StatusInformation)") }
      }
      $null = $seen.Add("Verification for \${name}: $problems")
      $problems -eq [Net.Security.SslPolicyErrors]::None
    }
    $tls = New-Object Net.Security.SslStream($stream, $false, $check)
    try { $tls.AuthenticateAsClient($name, $null, $protocols, $false) }
    finally { foreach ($text in $seen) { Write-Host ($text -replace '[\\x00-\\x1f\\x7f-\\x9f]', '?') } }
    Write-Host "Protocol: $($tls.SslProtocol)"
    if ($tls.PSObject.Properties['NegotiatedCipherSuite']) { Write-Host "Cipher: $($tls.NegotiatedCipherSuite)" }
    else { Write-Host "Cipher: $($tls.CipherAlgorithm) $($tls.CipherStrength), key exchange $($tls.KeyExchangeAlgorithm)" }
    $stream = $tls`;

const endOfSession = `
    Send-Line "EHLO $ehlo"
    $null = Read-Reply
    Send-Line 'QUIT'
    $null = Read-Reply`;

/** For Windows PowerShell 5.1 and PowerShell 7; certificates that do not verify end it with .NET's own error. */
export function formatSslStream(subject: CopySubject): string {
  const { endpoint, serverName = endpoint.host, ehloName } = subject;
  const isImplicit = endpoint.tlsMode === 'implicit';
  return [
    '& {',
    "  $ErrorActionPreference = 'Stop'",
    ...trustComment(subject),
    `  $name = ${quotePowerShell(serverName)}`,
    `  $ehlo = ${ehloName === undefined ? '[Net.Dns]::GetHostName()' : quotePowerShell(ehloName)}`,
    `  $protocols = [Security.Authentication.SslProtocols]'${protocols(subject)}'`,
    '  $seen = New-Object Collections.ArrayList',
    `  $tcp = New-Object Net.Sockets.TcpClient(${quotePowerShell(endpoint.host)}, ${endpoint.port})`,
    '  try {',
    '    $stream = $tcp.GetStream()',
    '    $stream.ReadTimeout = $stream.WriteTimeout = 30000',
    readAndSend.slice(1),
    ...(isImplicit ? [] : [startTls.slice(1)]),
    handshake.slice(1),
    ...(isImplicit ? ['    $null = Read-Reply'] : []),
    endOfSession.slice(1),
    '  } finally { $tcp.Close() }',
    '}',
  ].join('\n');
}

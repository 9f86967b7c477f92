// Protocol logs of Exchange for tests: rows as they were published, and large logs made up of their kind.

/** The column header of every version so far. */
export const fieldsHeader =
  '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context';

export function logHeader(kind: 'Send' | 'Receive'): string {
  return [
    '#Software: Microsoft Exchange Server',
    '#Version: 15.0.0.0',
    `#Log-type: SMTP ${kind} Protocol Log`,
    '#Date: 2026-01-05T06:00:00.000Z',
    fieldsHeader,
    '',
  ].join('\r\n');
}

/** One cell, quoted where Exchange quotes it. */
export function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface SessionPlan {
  readonly id: string;
  readonly connector?: string;
  readonly local?: string;
  readonly remote?: string;
  /** Event, data, context. */
  readonly rows: readonly (readonly [event: string, data?: string, context?: string])[];
  /** Milliseconds since 2026-01-05T06:00:00Z. */
  readonly at?: number;
  readonly firstSequence?: number;
}

const day = Date.UTC(2026, 0, 5, 6);

/** Rows of one session, 10 ms apart. */
export function sessionRows(plan: SessionPlan): readonly string[] {
  const { id, connector = 'Outbound to Office 365', local = '10.0.0.5:28252', remote = '192.0.2.25:25' } = plan;
  return plan.rows.map(([event, data = '', context = ''], index) =>
    [
      new Date(day + (plan.at ?? 0) + index * 10).toISOString(),
      cell(connector),
      id,
      String((plan.firstSequence ?? 0) + index),
      local,
      remote,
      event,
      cell(data),
      cell(context),
    ].join(','),
  );
}

/** One row of each in turn, as a server with several sessions writes them. */
export function interleave(...sessions: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(...sessions.map((rows) => rows.length));
  return Array.from({ length: longest }, (_, index) => sessions.flatMap((rows) => rows[index] ?? [])).flat();
}

export function logText(kind: 'Send' | 'Receive', rows: readonly string[]): string {
  return `${logHeader(kind)}${rows.map((row) => `${row}\r\n`).join('')}`;
}

const packedEhlo =
  '250  mail.example.net Hello [198.51.100.7] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS X-ANONYMOUSTLS AUTH NTLM X-EXPS GSSAPI NTLM 8BITMIME BINARYMIME CHUNKING SMTPUTF8 XRDST';

export const success =
  'TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDH_EPHEM with strength 384 bits';

/** The shape of Exchange 2010 to 2016: learn.microsoft.com/exchange/troubleshoot/mailflow/tls-negotiation-failed-with-error-nocredentials-error. */
export const certificateRows: SessionPlan['rows'] = [
  ['*', '', 'Sending certificate'],
  ['*', 'CN=*.contoso.com, OU=IT', 'Certificate subject'],
  ['*', 'CN=Issuing CA, O=Example, C=US', 'Certificate issuer name'],
  ['*', '0D92CFF6070B73AD5722EC8B4DA3389B', 'Certificate serial number'],
  ['*', 'AAA3D3DADA6891A2CCB3134D0B2D7764F1351BC4', 'Certificate thumbprint'],
  ['*', '*.contoso.com;contoso.com', 'Certificate alternate names'],
];

/** The shape of newer versions, from a receive log that was published with its names changed. */
export const packedCertificate: SessionPlan['rows'][number] = [
  '*',
  ' CN=SERVER1 CN=SERVER1 12DEABC6565646512346ABDC13456894 12DEABC6565646512346ABDC1345689413589876 2020-01-17T15:15:33.000Z 2025-01-17T15:15:33.000Z SERVER1;SERVER1.contoso.test',
  'Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names',
];

export const opening: SessionPlan['rows'] = [
  ['*', '', 'attempting to connect'],
  ['+'],
  ['<', '220 mail.example.net Microsoft ESMTP MAIL Service ready at Mon, 5 Jan 2026 06:00:00 +0000'],
  ['>', 'EHLO ex01.contoso.com'],
  ['<', packedEhlo],
];

export const startTls: SessionPlan['rows'] = [
  ['>', 'STARTTLS'],
  ['<', '220 2.0.0 SMTP server ready'],
];

const mail: SessionPlan['rows'] = [
  ['>', 'MAIL FROM:<alice@contoso.com> SIZE=2048'],
  ['<', '250 2.1.0 Sender OK'],
  ['>', 'RCPT TO:<bob@example.net>'],
  ['<', '250 2.1.5 Recipient OK'],
  ['>', 'BDAT 2048 LAST'],
  [
    '<',
    '250 2.6.0 <1@contoso.com> [InternalId=1, Hostname=ex01] 2048 bytes in 0.1, 20.1 KB/sec Queued mail for delivery',
  ],
];

export const closing: SessionPlan['rows'] = [
  ['>', 'QUIT'],
  ['<', '221 2.0.0 Service closing'],
  ['-', '', 'Local'],
];

export const soundRows: SessionPlan['rows'] = [
  ...opening,
  ...startTls,
  ...certificateRows,
  [
    '*',
    ' CN=mail.example.net CN=Other CA, O=Example 1122334455667788 0102030405060708090A0B0C0D0E0F1011121314 2025-06-01T00:00:00.000Z 2026-06-01T00:00:00.000Z mail.example.net',
    'Remote certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names',
  ],
  ['*', '', success],
  ['>', 'EHLO ex01.contoso.com'],
  ['<', packedEhlo.replace(' STARTTLS', '')],
  ...mail,
  ...closing,
];

export const noCredentialsRows: SessionPlan['rows'] = [
  ...opening,
  ...startTls,
  ...certificateRows,
  ['*', '', 'TLS negotiation failed with error NoCredentials'],
  ['-', '', 'Local'],
];

export const clearRows: SessionPlan['rows'] = [
  ...opening.slice(0, 4),
  ['<', packedEhlo.replace(' STARTTLS', '')],
  ...mail,
  ...closing,
];

/** github.com/postalserver/postal/issues/829: a firewall masks the greeting and a keyword, and TLS fails. */
export const maskedRows: SessionPlan['rows'] = [
  ['+'],
  ['<', `220 ${'*'.repeat(78)}`],
  ['>', 'EHLO ex01.contoso.com'],
  ['<', '250-mail.example.net Hello ex01.contoso.com '],
  ['<', '250-SIZE'],
  ['<', '250-8BITMIME'],
  ['<', '250-DSN'],
  ['<', '250-STARTTLS'],
  ['<', '250 XXXA'],
  ...startTls,
  ['*', '', 'TLS negotiation failed with error InvalidToken'],
  ['-', '', 'Local'],
];

const kinds = [soundRows, soundRows, soundRows, soundRows, soundRows, clearRows, soundRows, noCredentialsRows];

/** A log of at least `bytes` bytes, in pieces: forty sessions side by side, every eighth fails at TLS. */
export function* largeLog(bytes: number): Generator<Buffer, { sessions: number; failed: number }> {
  let written = 0;
  let sessions = 0;
  let failed = 0;
  yield Buffer.from(logHeader('Send'));
  while (written < bytes) {
    const beside: (readonly string[])[] = [];
    for (let index = 0; index < 40; index++) {
      const rows = kinds[sessions % kinds.length] ?? soundRows;
      if (rows === noCredentialsRows) failed++;
      const id = (0x08de000000000000n + BigInt(sessions)).toString(16).toUpperCase().padStart(16, '0');
      const remote = `192.0.${sessions % 200}.${(sessions * 7) % 250}:25`;
      beside.push(sessionRows({ id, rows, remote, at: sessions * 20 }));
      sessions++;
    }
    const piece = Buffer.from(interleave(...beside).join('\r\n') + '\r\n');
    written += piece.length;
    yield piece;
  }
  return { sessions, failed };
}

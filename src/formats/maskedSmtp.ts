// The marks a device leaves when it rewrites SMTP on the way.

/** Cisco PIX and ASA replace every character of the greeting but 2, 0 and space by an asterisk; old ones say SMTP/cmap. */
export function maskedGreeting(text: string): boolean {
  const bare = text.trim();
  return (/^[*20 ]{10,}$/.test(bare) && (bare.match(/\*/g)?.length ?? 0) >= 5) || /^SMTP\/cmap/i.test(bare);
}

/** A masked EHLO keyword: as many characters as the keyword had, all X but the last, which counts them apart. */
export function isMaskedKeyword(keyword: string): boolean {
  return /^X{2,}[A-Z]$/.test(keyword);
}

/** The server repeats a command of X only: the command was rewritten on its way there. */
export function echoesMaskedCommand(text: string): boolean {
  return /\bX{4,}\b/.test(text);
}

/** Keywords in common use (IANA's registry of SMTP service extensions, and Exchange's own). */
const commonKeywords = [
  'STARTTLS',
  'CHUNKING',
  'SMTPUTF8',
  '8BITMIME',
  'PIPELINING',
  'BINARYMIME',
  'ENHANCEDSTATUSCODES',
  'SIZE',
  'AUTH',
  'ETRN',
  'VRFY',
  'HELP',
  'DSN',
  'REQUIRETLS',
  'DELIVERBY',
  'MT-PRIORITY',
  'XEXCH50',
  'XRDST',
  'X-ANONYMOUSTLS',
  'X-EXPS',
] as const;

/** Known keywords a masked one may have been, by its length; STARTTLS stands first. */
export function keywordsOfLength(length: number): readonly string[] {
  return commonKeywords.filter((keyword) => keyword.length === length);
}

// Finds what a person types within the text of a fix: commands, settings with their value, names. Nothing is ever run.

export interface FixPiece {
  /** `command`: worth copying as a whole. `name`: of a setting, a file or an option. */
  readonly kind: 'text' | 'command' | 'name';
  readonly text: string;
}

const cmdlet =
  '(?:Get|Set|New|Add|Remove|Enable|Disable|Import|Export|Test|Start|Stop|Restart|Resolve|Format|Select|Where)-[A-Z][A-Za-z]+';

/** Programs whose first argument is a word such as `s_client` in `openssl s_client`. */
const programsWithVerb = 'openssl|chronyc|certbot|systemctl|postfix|postconf|policy-map|no(?= (?:inspect|fixup)\\b)';

const smallWords = '(?:and|as|for|in|is|of|on|or|to|with)\\b';

const programs = 'certutil|findstr|gnutls-cli|netstat|nslookup|ss|swaks|w32tm';

const quoted = '"[^"\\n]{1,200}"';

/** What cannot be taken for a word of the sentence: it has a capital, a digit or a sign inside, or is a placeholder. */
const plainArgument = `${quoted}|<[a-z-]+>|\\.\\.\\.(?= -)|(?=[\\w.:$*\\\\/,=-]*(?:[A-Z0-9\\\\*=]|\\.[a-z]))[\\w.:$*\\\\][\\w.:$*\\\\/,=-]*(?<![.,:])`;

const option = `--?[A-Za-z][\\w-]*(?:=[^\\s,;)]+)?|/[a-z]+`;

const pipe = `\\| (?:${cmdlet}|${programs})`;

const commandForms: readonly string[] = [
  `${cmdlet}(?:,? (?:${pipe}|${option}|${plainArgument}))+`,
  `(?:${programsWithVerb}) (?!${smallWords})[a-z][\\w-]*(?: (?:esmtp|inspect|protocol|smtp)\\b)*(?: (?:${pipe}|${option}|${plainArgument}))*`,
  `\\b(?:${programs})(?: (?:${pipe}|${option}|${plainArgument}))+`,
  // A setting of Postfix or Exim with its value; in master.cf it is an option of its service.
  `(?:-o )?[a-z][a-z0-9]*(?:_[a-z0-9]+)+ ?= ?[^\\s,;)]+(?:, [A-Z0-9][\\w+:.-]*)*`,
];

const nameForms: readonly string[] = [
  cmdlet,
  `--[a-z][a-z-]*(?: (?:starttls|implicit|\\d+))?`,
  `\\$?[a-z][a-z0-9]*(?:_[a-z0-9]+)+`,
  `smtpTls\\.[A-Za-z]+`,
  `[a-z0-9]+\\.(?:cf|pem|msc|cer)\\b`,
  // Names of settings in Exchange and Windows, such as TlsCertificateName.
  `(?!PowerShell)[A-Z][a-z]+(?:[A-Z]+[a-z]+)+(?: ?= ?\\d+)?`,
];

/** A command in quotation marks is all that stands between them. */
const quotedCommand = `"(?:${programsWithVerb}|${programs}) [^"\\n]+"`;

const codeForm = new RegExp(
  `(?<![\\w\\\\/.-])(?:(?<quoted>${quotedCommand})|(?<command>${commandForms.join('|')})|(?<name>${nameForms.join('|')}))`,
  'g',
);

/** What ends a sentence or a clause does not belong to the command before it. */
function withoutTail(code: string): string {
  return code.replace(/(?: \.\.\.)?[.,;:]*$/, '');
}

/** Longer texts than any fix stay as they are: a stored result may hold anything. */
const longestText = 4_000;

/** The text in pieces, nothing lost: joined they are the text again. */
export function splitCommands(text: string): readonly FixPiece[] {
  if (text.length > longestText) return [{ kind: 'text', text }];
  const pieces: FixPiece[] = [];
  let from = 0;
  const push = (kind: FixPiece['kind'], to: number): void => {
    if (to > from) pieces.push({ kind, text: text.slice(from, to) });
    from = Math.max(from, to);
  };
  for (const match of text.matchAll(codeForm)) {
    const { quoted: inQuotes, command } = match.groups ?? {};
    const start = match.index + (inQuotes === undefined ? 0 : 1);
    const code = inQuotes === undefined ? withoutTail(match[0]) : inQuotes.slice(1, -1);
    if (start < from || code === '') continue;
    push('text', start);
    push(inQuotes !== undefined || command !== undefined ? 'command' : 'name', start + code.length);
  }
  push('text', text.length);
  return pieces;
}

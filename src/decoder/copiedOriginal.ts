// Takes the copy of the mail that came back out of a bounce in plain text: its header and its words are not the error.

import { openMappedText } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';

const margin = '(?<=^|\\n)[ \\t*#>|]{0,8}';

/** Exchange, in its languages: a line of its own that names the header of the original, which goes on to the end of the report. */
const headerHeading = new RegExp(
  `${margin}(?=[^\\n]{0,40}(?:origin|ursprüng|ursprung|oorspronk|oprindelig|opprinnelig|oryginaln|eredeti|исходны|元))(?=[^\\n]{0,60}(?:headers|kopfzeilen|en-t[êe]tes|encabezados|intestazioni|cabeçalhos|kop(?:pen|teksten)|nagłówki|rubriker|huvuden|hoder|hoveder|заголовки|ヘッダー))[^\\n\\d.:;<>="]{8,70}[:：]?[ \\t*]{0,6}\\r?(?=\\n)`,
  'giu',
);

/** Exim, qmail, sendmail, Gmail and their kin: behind it stands the whole mail. */
const copyHeading = new RegExp(
  `${margin}(?:-{2,8} ?this is a copy of (?:the|your) (?:message|headers)|-{2,8} ?below this line is (?:a copy of the message|the original)|-{2,8} ?(?:the body of the message is \\d)|-{2,8} ?(?:original|unsent|returned|undelivered) message (?:follows|below)|-{2,8} ?message header follows|-{2,8} ?original message ?-{2,8}\\s{1,10}(?:dkim-signature|received|return-path|mime-version|x-[\\w-]{2,60}):)`,
  'i',
);

/** Another report that was pasted behind the first. */
const nextReport =
  /(?<=\n)[ \t*#>|]{0,8}(?:diagnostic information for administrators|diagnoseinformationen für administratoren|informations de diagnostic|generating server|generierender server|serveur de génération)[^\n]{0,60}:/i;

/** What a connector wrote into the header tells of the way between the organisations. */
const tellingField = /(?<=^|\n)[ \t>|]{0,8}x-crosspremises[^\r\n]{1,500}/i;

/** Words of whoever wrote the mail; the subject of a certificate is another thing. */
const subjectField =
  /(?<=^|\n)([ \t*>|]{0,8}(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto)[ \t*]{0,3}:)(?!\s{0,20}(?:\/?(?:cn|c|o|ou|st|l|e|emailaddress|dc|serialnumber) ?=))[^\n]{1,2000}(?:\n[ \t]+[^\s>][^\n]{0,1000}){0,5}/gi;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The copy but for the field that tells. */
function copyBetween(text: string, from: number, to: number): readonly Stretch[] {
  const field = tellingField.exec(text.slice(from, to));
  if (field === null) return [{ from, to }];
  const at = from + field.index;
  return [
    { from, to: at },
    { from: at + field[0].length, to },
  ];
}

function findCopies(text: string): readonly Stretch[] {
  const copies: Stretch[] = [];
  // A whole mail may quote anything, so nothing behind it is read; a header is over where the next report begins.
  const copyFrom = copyHeading.exec(text)?.index ?? text.length;
  let from = 0;
  for (const { index } of text.slice(0, copyFrom).matchAll(headerHeading)) {
    if (index < from) continue;
    const next = nextReport.exec(text.slice(index, copyFrom));
    from = next === null ? copyFrom : index + next.index;
    copies.push(...copyBetween(text, index, from));
  }
  return copyFrom === text.length ? copies : [...copies, ...copyBetween(text, copyFrom, text.length)];
}

function withoutStretches({ text, offsets }: MappedText, stretches: readonly Stretch[]): MappedText {
  const writer = openMappedText(text.length + stretches.length);
  let index = 0;
  for (const { from, to } of [...stretches, { from: text.length, to: text.length }]) {
    for (; index < from; index++) writer.put(text[index] ?? '', offsets[index] ?? 0);
    if (to < text.length && to > from) writer.put('\n', offsets[from] ?? 0);
    index = Math.max(index, to);
  }
  return writer.finish(offsets[text.length] ?? 0);
}

export function withoutCopiedOriginal(source: MappedText): MappedText {
  const copies = findCopies(source.text);
  const rest = copies.length === 0 ? source : withoutStretches(source, copies);
  const subjects: Stretch[] = [];
  for (const { 0: whole, 1: label = '', index } of rest.text.matchAll(subjectField)) {
    subjects.push({ from: index + label.length, to: index + whole.length });
  }
  return subjects.length === 0 ? rest : withoutStretches(rest, subjects);
}

// Takes the copy of the mail that came back out of a bounce in plain text: its header and its words are not the error.

import type { MappedText } from './mappedText.ts';

const margin = '(?<=^|\\n)[ \\t*#>|]{0,8}';

/** Exim, qmail, sendmail, Gmail and their kin: behind the heading stands the whole mail, which may quote anything. */
const copiedMail = new RegExp(
  `${margin}-{2,8} ?(?:this is a copy of |below this line is |(?:original|unsent|undelivered) message (?:follows|below)|message header follows|original message ?-{2,8}\\s{1,10}(?:received|return-path|mime-version|dkim-|x-)[\\w-]{0,60}:)[^]*`,
  'i',
);

/**
 * Exchange, in its languages: a line of its own that names the header of the original. It is over where the next report
 * begins that somebody pasted behind it.
 */
const copiedHeader = new RegExp(
  `${margin}(?=[^\\n]{0,40}(?:origin|urspr.ng|oorspronk))(?=[^\\n]{0,60}(?:headers|kopfzeilen|en-t.tes|encabezados|intestazioni|cabe.alhos|kop(?:pen|teksten)))[^\\n\\d.:;<>="]{8,70}:?[ \\t*]{0,6}\\r?\\n[^]*?(?=$|${margin}(?:diagnos[^\\n]{0,30}administra|informations de diagnostic|gener[a-z]{4,8} server)[^\\n]{0,60}:)`,
  'gi',
);

/** What a connector wrote into the header tells of the way between the organisations. */
const tellingField = /(?<=^|\n)[ \t>|]{0,8}x-crosspremises[^\r\n]{1,500}/i;

/** Words of whoever wrote the mail; the subject of a certificate is another thing. */
const subjectField =
  /(?<=^|\n)([ \t*>|]{0,8}(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto)[ \t*]{0,3}:)(?!\s{0,20}\/?[a-z]{1,12} ?=)[^\n]+(?:\n[ \t]+[^\s>][^\n]*){0,5}/gi;

/** As long as before, so that every place stays what it was. */
function blank(copy: string): string {
  const field = tellingField.exec(copy);
  const [before, kept] = field === null ? [copy.length, ''] : [field.index, field[0]];
  return ('\n'.repeat(before) + kept).padEnd(copy.length, '\n');
}

export function withoutCopiedOriginal({ text, offsets }: MappedText): MappedText {
  return {
    text: text
      .replace(copiedMail, blank)
      .replace(copiedHeader, blank)
      .replace(subjectField, (whole, label: string) => label.padEnd(whole.length, '\n')),
    offsets,
  };
}

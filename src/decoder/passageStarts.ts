// Where a text begins to speak of another recipient, of another queue or of another server.

/**
 * A delivery status (RFC 3464 section 2.3) speaks of one recipient after the other; so do bounces of Postfix, Exim, qmail,
 * sendmail and Exchange.
 */
const recipientStart =
  /(?<=^|\n)(?:(?:final|original)-recipient ?:|<[^<>@\s]{1,64}@[^<>\s]{1,255}>(?: \(expanded from [^\n]{1,300}\))?(?::[ \n]|\n(?=\(reason:))|[^<>@\s:]{1,64}@[\w.-]{3,255}\n(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\n(?=remote server))?(?=\(|(?:host|smtp error|tls|all|retry|unrout|[rht]=|connection|remote|no|lowest)\b))/g;

/** What sendmail wrote down of its talk with each server. */
const transcriptStart = /(?<=^|\n)(?:-{3,8} ?transcript of session follows|\.\.\. while talking to )/g;

/** A record of Get-Queue or of a message trace, and what it says of an attempt. */
const recordPart = /(?<=^|\n)(?:identity|recipientstatus) ?:|(?<!; {0,2}|;\n)\[?\{(?:led|lrt)=/g;

export interface PassageStarts {
  /** Where what is told of each begins, in order. */
  readonly starts: readonly number[];
  /** One recipient is told of in several forms. */
  readonly areSeveral: boolean;
}

/** Each record keeps the host that it names: it begins with its first field, or with the attempt where fields are wanting. */
function recordStarts(text: string): readonly number[] {
  const starts: number[] = [];
  let last: number | undefined;
  let hasAttempt = false;
  for (const { 0: words, index } of text.matchAll(recordPart)) {
    const isAttempt = words.includes('{');
    if (isAttempt ? hasAttempt : last !== undefined) {
      const before = text.slice(last, index);
      starts.push(index - before.length + (before.lastIndexOf('\n') + 1 || before.length));
      hasAttempt = false;
    }
    hasAttempt ||= isAttempt;
    last = index;
  }
  return starts;
}

export function startsOf(text: string): PassageStarts {
  const recipients = [...text.matchAll(recipientStart)];
  const forms = recipients.map(({ 0: words }) => /^(?:(?:final|original)-r|<)/.exec(words)?.[0]);
  const records = recordStarts(text);
  const transcripts = [...text.matchAll(transcriptStart)];
  // One talk with one server, under its heading, is what the recipient's own lines tell.
  const areMany = new Set(forms).size < forms.length || transcripts.length > 2;
  const places = [...recipients, ...(areMany ? transcripts : [])].map(({ index }) => index);
  return {
    starts: [...new Set([...places, ...records])].sort((one, other) => one - other),
    areSeveral: areMany || records.length > 0,
  };
}

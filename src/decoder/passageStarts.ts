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
  /** Where what is told of each begins. */
  readonly starts: ReadonlySet<number>;
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
  const starts = new Set<number>();
  const counts = new Map<string, number>();
  for (const { 0: words, index } of text.matchAll(recipientStart)) {
    starts.add(index);
    const form = /^(?:final|original)-|^</.exec(words)?.[0] ?? '';
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const records = recordStarts(text);
  for (const start of records) starts.add(start);
  const transcripts = [...text.matchAll(transcriptStart)];
  // One talk with one server, under its heading, is what the recipient's own lines tell.
  const areMany = [...counts.values()].some((count) => count > 1) || transcripts.length > 2;
  if (areMany) for (const { index } of transcripts) starts.add(index);
  return { starts, areSeveral: areMany || records.length > 0 };
}

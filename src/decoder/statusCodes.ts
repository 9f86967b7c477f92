// What the numbers of a reply say by themselves (RFC 5321 section 4.2, RFC 3463), where its words are not known.

const replyClasses: Readonly<Record<string, string>> = {
  '2': 'the server agreed',
  '3': 'the server waits for more',
  '4': 'a temporary refusal, after which the sender tries again',
  '5': 'a lasting refusal, after which the mail comes back',
};

/** RFC 3463 section 2: the second number is the subject. */
const subjects: Readonly<Record<string, string>> = {
  '1': 'addresses',
  '2': 'the mailbox',
  '3': 'the mail system of the receiver',
  '4': 'network and routing',
  '5': 'the SMTP dialogue',
  '6': 'the content of the mail',
  '7': 'security or policy, which is authentication, blocks and rules as well as TLS',
};

export interface Status {
  readonly code?: string;
  readonly enhancedCode?: string;
}

const reply = /(?<![\d.])([245]\d\d)(?:[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]))?(?=[ -])/g;

/** The last one in a text is the innermost. */
export function readStatus(text: string): Status {
  let status: Status = {};
  for (const [, code, enhancedCode] of text.matchAll(reply)) {
    if (code === undefined) continue;
    // Without an enhanced code, three digits may be anything; they count where nothing better was seen.
    if (enhancedCode !== undefined) status = { code, enhancedCode };
    else if (status.enhancedCode === undefined) status = { code };
  }
  if (status.enhancedCode !== undefined) return status;
  const [, bare] = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text) ?? [];
  return bare === undefined ? status : { ...status, enhancedCode: bare };
}

/** Whole sentences; undefined where there is no code. */
export function describeStatus({ code, enhancedCode }: Status): string | undefined {
  const digit = (enhancedCode ?? code)?.[0];
  if (digit === undefined) return undefined;
  const subject = subjects[enhancedCode?.split('.')[1] ?? ''];
  const shown = [code, enhancedCode].filter((part) => part !== undefined).join(' ');
  const about = subject === undefined ? '' : ` Its subject is ${subject} (RFC 3463).`;
  return `The code ${shown} says by itself: ${replyClasses[digit] ?? 'nothing that is defined'}.${about}`;
}

// What errors are wrapped in, outside to inside, and how to take it off.

export interface WrapperForm {
  readonly kind: string;
  /** What is inside begins behind it. Groups `code` and `enhanced` are the wrapper's own. */
  readonly opens: RegExp;
  /** What ends it; without one, the inside goes to the end of what is around. */
  readonly closes?: '"' | "'" | ')' | ']' | '}' | '>';
}

const status = '(?:(?<code>[245]\\d\\d)[ -])?(?:(?<enhanced>[245]\\.\\d{1,3}\\.\\d{1,3})[ ,:]{1,2})?';

function form(kind: string, opens: string, closes?: WrapperForm['closes']): WrapperForm {
  const pattern = new RegExp(opens.replace('STATUS', status));
  return closes === undefined ? { kind, opens: pattern } : { kind, opens: pattern, closes };
}

/** The first in the text is the outermost. */
export const wrapperForms: readonly WrapperForm[] = [
  form('NDR: what the remote server returned', "remote server returned '<? ?", "'"),
  form('NDR: what the remote server returned', '\\breturned ["\']<? ?', "'"),
  form('NDR: Exchange 2010 diagnostic', '#<[^<>#]{1,200}#\\d\\.\\d{1,3}\\.\\d{1,3} smtp;', '>'),
  form('NDR: Exchange diagnostic', '#\\d\\.\\d{1,3}\\.\\d{1,3} smtp; ?'),
  form('delivery status (RFC 3464)', 'diagnostic-code ?: ?(?:smtp|x-[a-z]{1,20}) ?; ?'),
  form('message trace or queue detail (LED)', '\\{led=', '}'),
  form('Exchange front-end proxy 4.4.101', "STATUSproxy session setup failed on frontend with '", "'"),
  form('Exchange queue wrapper 4.4.0', 'STATUSprimary target ip address responded with:? ?["\']', '"'),
  form('Exchange queue wrapper 4.4.0', 'STATUSprimary target ip address responded with:? ?'),
  form('Exchange queue wrapper 4.4.0, translated', '(?<code>4\\d\\d) (?<enhanced>4\\.4\\.0) [^"]{5,120}: ?"', '"'),
  form(
    'Exchange Online wrapper',
    'STATUS(?:cannot connect to remote server|certificate validation failed|connection refused|cannot establish session with remote server|connection timed out|message expired[a-z, ]{0,60}) ?\\[message=',
    ']',
  ),
  form('Exchange Online wrapper', 'STATUS(?:cannot connect to remote server|message expired[a-z, ]{0,60}) ?\\(', ')'),
  form('Exchange queue wrapper 4.4.395', 'STATUStarget host responded with error\\. ?-> ?'),
  form('Exchange queue wrapper 4.4.397', 'STATUSerror communicating with target host\\.? ?-> ?'),
  form('Exchange expiry wrapper', 'STATUSmessage expired ?-> ?'),
  form(
    'reply that quotes another',
    '(?<code>[45]\\d\\d) (?<enhanced>[45]\\.\\d{1,3}\\.\\d{1,3}) [^>]{3,160}-> ?(?=[45]\\d\\d )',
  ),
  form(
    'Postfix delivery status',
    '\\bdsn=(?<enhanced>[245]\\.\\d{1,3}\\.\\d{1,3}), status=(?:deferred|bounced|expired|softbounce) \\(',
    ')',
  ),
  form('Postfix delivery status', '\\bstatus=(?:deferred|bounced|expired|softbounce) \\(', ')'),
  form('Postfix: delivery suspended', 'delivery temporarily suspended: '),
  form('reply quoted by Postfix', '\\bhost [^ ]{1,253}\\[[^\\]]{1,60}\\](?::\\d{1,5})? said: '),
  form('greeting quoted by Postfix', '\\b[^ ]{1,253}\\[[^\\]]{1,60}\\](?::\\d{1,5})? refused to talk to me: '),
  form('Postfix: message of the TLS library', 'tls library problem: (?:\\d{1,8}:)?'),
  form(
    'reply quoted by Exim',
    'smtp error from remote (?:mail )?server after [^:]{1,80}: host [^:]{1,300}\\[[^\\]]{1,60}\\]: ',
  ),
  form(
    'reply quoted by Exim',
    'smtp error from remote server for [a-z ]{1,40} command, host: [^ ]{1,253} \\([^)]{1,60}\\) reason: ',
  ),
  form('Exim: TLS session', '(?:tls session: |tls error on connection (?:from|to) [^:]{1,300}: ?)'),
  form('sendmail: reason', '\\breason: (?!\\[?\\{led=)'),
  form('acknowledged with SMTP response (event log)', 'was acknowledged with smtp response '),
  form('Hybrid Configuration Wizard', "updating hybrid configuration failed with error '", "'"),
  form(
    'Hybrid Configuration Wizard: cmdlet',
    'execution of the [a-z-]{3,60} cmdlet (?:had|has) thrown an exception\\. this may indicate invalid parameters in your hybrid configuration settings\\. ',
  ),
  form('.NET mail client', 'the server response was: ?(?=[a-z0-9])'),
  form('inner exception (.NET)', '-{2,3}> (?=[a-z.]{0,80}(?:exception|error))'),
  form('inner exception (Java)', '(?:nested exception is:? |caused by: )'),
  form('PHP stream', 'ssl operation failed with code \\d\\. openssl error messages: ?'),
  form(
    'SMTP client',
    '(?:error|invalid login|message failed|sender rejected|mail command failed|data command failed): (?=[45]\\d\\d[ -])',
  ),
  form('SMTP client', 'expected response code "?\\d{3}"? but got code "?(?<code>\\d{3})"?, with message "', '"'),
  form('Python smtplib', 'smtp[a-z]{3,30}(?:error|exception)?: \\(\\d{3}, b?[\'"]'),
  form('OpenSSL error', '\\berror:[0-9a-f]{8}:(?:[a-z0-9 _]{0,60}:)(?:[a-z0-9_ ]{0,60}:)'),
  form(
    'protocol log',
    '^\\d{4}-\\d\\d-\\d\\dt[^,]{6,20},[^,]{0,80},[0-9a-f]{16},\\d{1,6},[^,]{0,60},[^,]{0,60},[-+<>*],',
  ),
];

export interface Layer {
  readonly kind: string;
  readonly code?: string;
  readonly enhancedCode?: string;
  /** Of the wrapper with what it holds. */
  readonly from: number;
  readonly to: number;
  readonly insideFrom: number;
}

export interface Peeled {
  /** Outer to inner. */
  readonly layers: readonly Layer[];
  /** The inside of the innermost wrapper. */
  readonly from: number;
  readonly to: number;
}

const maximumLayers = 10;

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** Brackets are counted; a quotation ends at the first sign of its own that no letter follows. */
function findEnd(text: string, from: number, to: number, closes: WrapperForm['closes']): number {
  if (closes === undefined) return to;
  const opener = openers[closes];
  let depth = 0;
  for (let index = from; index < to; index++) {
    const sign = text[index];
    if (sign === opener) depth++;
    else if (sign === closes) {
      if (opener === undefined) {
        const isApostrophe = closes === "'" && /[a-z]/.test(text[index + 1] ?? '');
        if (!isApostrophe) return index;
      } else if (depth-- === 0) return index;
    }
  }
  return to;
}

/** Takes wrapper after wrapper off a passage. */
export function peel(text: string): Peeled {
  const layers: Layer[] = [];
  let [from, to] = [0, text.length];
  while (layers.length < maximumLayers) {
    const inside = text.slice(from, to);
    let first: { readonly form: WrapperForm; readonly match: RegExpExecArray } | undefined;
    for (const candidate of wrapperForms) {
      const match = candidate.opens.exec(inside);
      if (match !== null && (first === undefined || match.index < first.match.index))
        first = { form: candidate, match };
    }
    if (first === undefined) break;
    const { form: wrapper, match } = first;
    const insideFrom = from + match.index + match[0].length;
    const end = findEnd(text, insideFrom, to, wrapper.closes);
    if (end - insideFrom < 3) {
      // Nothing in it: the words of the wrapper itself are all there is.
      if (insideFrom >= to - 3) break;
      from = insideFrom;
      continue;
    }
    const { code, enhanced } = match.groups ?? {};
    layers.push({
      kind:
        wrapper.kind === 'Exchange Online wrapper' && enhanced !== undefined
          ? `${wrapper.kind} ${enhanced}`
          : wrapper.kind,
      ...(code === undefined ? {} : { code }),
      ...(enhanced === undefined ? {} : { enhancedCode: enhanced }),
      from: from + match.index,
      to: end,
      insideFrom,
    });
    [from, to] = [insideFrom, end];
  }
  return { layers, from, to };
}

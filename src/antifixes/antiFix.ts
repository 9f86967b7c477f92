// What an anti-fix is: a line that makes an error go away by turning TLS or verification off, or by weakening them.

import type { Citation, Severity } from '../model/finding.ts';

/** How a file is read: what a comment is in it, and which rows are for it. */
export type Language =
  | 'powershell'
  | 'registry'
  | 'connector-export'
  | 'postfix-main'
  | 'postfix-master'
  | 'postfix-policy'
  | 'exim'
  | 'sendmail'
  | 'sendmail-access'
  | 'msmtp'
  | 'cisco'
  | 'javascript'
  | 'python'
  | 'csharp'
  | 'php'
  | 'java'
  | 'go'
  | 'ruby'
  | 'properties'
  | 'yaml'
  | 'json'
  | 'xml'
  | 'ini'
  | 'env'
  | 'shell';

/** What has to stand around a line before it counts. A row without one has a name that nothing else bears. */
export type Context =
  /** Words of mail are nearer than those of another protocol, and no server on this machine is named. */
  | { readonly kind: 'near' }
  /** Anywhere in the file. `has` is words of mail unless said otherwise. */
  | { readonly kind: 'file'; readonly has?: RegExp; readonly lacks?: RegExp }
  /** Among the lines around it; what the server on this machine gets does not count either. */
  | { readonly kind: 'around'; readonly has?: RegExp; readonly lacks?: RegExp }
  /** In the last `[section]` above. */
  | { readonly kind: 'section'; readonly name: RegExp }
  /** Below a key of this name, by indentation. */
  | { readonly kind: 'below'; readonly name: RegExp }
  /** In one object of an export. */
  | { readonly kind: 'record'; readonly has?: RegExp; readonly lacks?: RegExp };

export interface AntiFix {
  /** Product and name in kebab case, such as `exchange/ignore-starttls`. */
  readonly id: string;
  /** What the line does, without a full stop. */
  readonly title: string;
  /** error: TLS or verification is off. warning: it is weaker than it was. note: there is something better. */
  readonly severity: Severity;
  readonly languages: readonly Language[];
  /** In linear time: no repeat without a bound inside another. Its group `value` is what is marked and replaced. */
  readonly pattern: RegExp;
  readonly context?: Context;
  /** What happens because of it, in plain sentences. */
  readonly effect: string;
  /** What to do in its place. Never weakens TLS or verification. */
  readonly alternative: string;
  /** Rules whose pages lead to the root cause. */
  readonly rules: readonly string[];
  readonly citation: Citation;
  /** What `value` is to be replaced by, only where that is certain to be right. */
  readonly replacement?: string;
}

/** A place in a text where a row applies. */
export interface Hit {
  readonly antiFix: AntiFix;
  readonly offset: number;
  readonly length: number;
}

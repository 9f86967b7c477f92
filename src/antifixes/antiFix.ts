// A row of the anti-fixes: what is told of it, and how it is found.

import type { AntiFixText } from '../model/antiFix.ts';

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
  /** Words of mail are nearer than those of another protocol, and the mail server is not on this machine. */
  | { readonly kind: 'near' }
  /** Anywhere in the file. `has` is words of mail unless said otherwise. */
  | { readonly kind: 'file'; readonly has?: RegExp; readonly lacks?: RegExp }
  /** Among the lines around it; what the server on this machine gets does not count either. */
  | { readonly kind: 'around'; readonly has?: RegExp; readonly lacks?: RegExp }
  /** In the last `[section]` above. */
  | { readonly kind: 'section'; readonly name: RegExp }
  /** Below a key of this name, by indentation; what the server on this machine gets does not count either. */
  | { readonly kind: 'below'; readonly name: RegExp }
  /** In one object of an export. */
  | { readonly kind: 'record'; readonly has?: RegExp; readonly lacks?: RegExp };

export interface AntiFix extends AntiFixText {
  readonly languages: readonly Language[];
  /** In linear time: no repeat without a bound inside another. Its group `value` is what is marked and replaced. */
  readonly pattern: RegExp;
  readonly context?: Context;
  /** PowerShell: whether it counts in a statement, its cmdlet first. What is only said or reported is none. */
  readonly statement?: (statement: string) => boolean;
  /** What `value` is to be replaced by, only where that is certain to be right. */
  readonly replacement?: string;
}

/** A place in a text where a row applies. */
export interface Hit {
  readonly antiFix: AntiFix;
  readonly offset: number;
  readonly length: number;
}

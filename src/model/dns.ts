// One question to a name server, and how its answer ended.

export type DnsRecordType = 'A' | 'AAAA' | 'PTR' | 'TXT';

export type DnsAnswer =
  | { readonly status: 'found'; readonly values: readonly string[] }
  /** The name does not exist, or has no record of this type. */
  | { readonly status: 'none' }
  /** Nothing was learnt: never taken for a "none". The reason is a plain clause without its end. */
  | { readonly status: 'failed'; readonly reason: string };

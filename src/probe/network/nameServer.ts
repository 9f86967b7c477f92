// Single questions to a name server: reverse DNS and block lists. The look-up of a host stays the system's.

import { promises } from 'node:dns';
import type { DnsAnswer, DnsRecordType } from '../../model/dns.ts';
import { furtherTestLimits } from '../../model/limits.ts';
import { printableText } from '../../formats/printable.ts';
import { readError } from './socketErrors.ts';

export interface NameServer {
  /** Never rejects, and ends within the limit of one question. */
  readonly ask: (name: string, type: DnsRecordType) => Promise<DnsAnswer>;
  /** Ends every question under way. */
  readonly close: () => void;
}

const mostValues = 50;
const longestValue = 500;

const reasons: Readonly<Record<string, string>> = {
  ESERVFAIL: 'the name server failed (SERVFAIL)',
  EREFUSED: 'the name server refused the question (REFUSED)',
  ETIMEOUT: 'the name server did not answer in time',
  ECONNREFUSED: 'no name server answers there',
  ENOTIMP: 'the name server does not know this kind of question (NOTIMP)',
  EFORMERR: 'the name server took the question for malformed (FORMERR)',
  EBADRESP: 'the answer of the name server is malformed',
  ECANCELLED: 'it was cancelled',
};

function failed(error: unknown): DnsAnswer {
  const { code, message } = readError(error);
  return { status: 'failed', reason: reasons[code] ?? `${message} (${code})` };
}

/** @param address With port where it is not 53. Default: this machine's name servers. @throws When it is no address. */
export function openNameServer(address: string | undefined): NameServer {
  const resolver = new promises.Resolver({ timeout: 3_000, tries: 2 });
  if (address !== undefined) resolver.setServers([address]);

  const resolve = async (name: string, type: DnsRecordType): Promise<readonly string[]> => {
    switch (type) {
      case 'A':
        return resolver.resolve4(name);
      case 'AAAA':
        return resolver.resolve6(name);
      case 'PTR':
        return resolver.resolvePtr(name);
      case 'TXT':
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    }
  };

  const ask = async (name: string, type: DnsRecordType): Promise<DnsAnswer> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<DnsAnswer>((settle) => {
      const reason = reasons['ETIMEOUT'] ?? '';
      timer = setTimeout(() => settle({ status: 'failed', reason }), furtherTestLimits.query);
    });
    const answered = resolve(name, type).then(
      (values): DnsAnswer =>
        values.length === 0
          ? { status: 'none' }
          : { status: 'found', values: values.slice(0, mostValues).map((value) => printableText(value, longestValue)) },
      (error: unknown): DnsAnswer => {
        const { code } = readError(error);
        return code === 'ENOTFOUND' || code === 'ENODATA' ? { status: 'none' } : failed(error);
      },
    );
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(timer);
    }
  };

  return { ask, close: () => resolver.cancel() };
}

// Trust anchors, indexed by subject. Only those that a chain asks for are parsed: a whole store would cost 18 ms.

import { parsePemCertificates } from '../formats/pem.ts';
import { readSubject } from '../formats/x509.ts';
import { canonicalName } from '../formats/x509Names.ts';
import type { TrustStoreName } from '../model/certificate.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';
import { parseCertificate } from './parsedCertificate.ts';

export interface TrustStore {
  readonly name: TrustStoreName;
  /** Number of certificates in it. */
  readonly size: number;
  /** Certificates whose subject is that encoded name; those with that key identifier (upper-case hex) come first. */
  readonly findIssuers: (rawIssuerName: Buffer, authorityKeyIdentifier?: string) => readonly ParsedCertificate[];
  /**
   * The same for names that match by RFC 5280 section 7.1: in another string type or case. It has to read every name
   * of the store once, so it is for chains that find no anchor otherwise.
   */
  readonly findNamesakes: (rawIssuerName: Buffer, authorityKeyIdentifier?: string) => readonly ParsedCertificate[];
  /** Whether the store holds exactly this certificate. */
  readonly contains: (certificate: ParsedCertificate) => boolean;
}

export interface TrustStoreReading {
  readonly store: TrustStore;
  /** One plain sentence for each part of the text that could not be used. */
  readonly problems: readonly string[];
}

interface Anchor {
  readonly der: Buffer;
  readonly subject: Buffer;
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [item]);
    else members.push(item);
  }
  return groups;
}

/** A store of the certificates in one PEM text or several. What is damaged is told in `problems` and left out. */
export function createTrustStore(name: TrustStoreName, pems: string | readonly string[]): TrustStoreReading {
  const { certificates, problems } = parsePemCertificates(typeof pems === 'string' ? pems : pems.join('\n'));
  const anchors: Anchor[] = [];
  const unusable: string[] = [];
  certificates.forEach((der, index) => {
    const subject = readSubject(der);
    if (subject === undefined) unusable.push(`Certificate ${index + 1} of the text has no subject that can be read.`);
    else anchors.push({ der, subject });
  });

  const bySubject = group(anchors, (anchor) => anchor.subject.toString('latin1'));
  let byCanonicalName: ReadonlyMap<string, readonly Anchor[]> | undefined;
  const parseAnchors = (found: readonly Anchor[] | undefined, keyIdentifier?: string): readonly ParsedCertificate[] => {
    const certificates = [...new Set((found ?? []).map((anchor) => parseCertificate(anchor.der)))];
    if (keyIdentifier === undefined || certificates.length < 2) return certificates;
    const isFirst = ({ certificate }: ParsedCertificate): boolean => certificate.subjectKeyIdentifier === keyIdentifier;
    return [...certificates.filter(isFirst), ...certificates.filter((certificate) => !isFirst(certificate))];
  };

  const store: TrustStore = {
    name,
    size: anchors.length,
    findIssuers: (rawIssuerName, authorityKeyIdentifier) =>
      parseAnchors(bySubject.get(rawIssuerName.toString('latin1')), authorityKeyIdentifier),
    findNamesakes: (rawIssuerName, authorityKeyIdentifier) => {
      byCanonicalName ??= group(anchors, (anchor) => canonicalName(anchor.subject));
      return parseAnchors(byCanonicalName.get(canonicalName(rawIssuerName)), authorityKeyIdentifier);
    },
    contains: (certificate) => {
      const anchorsOfName = bySubject.get(certificate.rawSubject.toString('latin1'));
      return anchorsOfName?.some((anchor) => anchor.der.equals(certificate.der)) === true;
    },
  };
  return { store, problems: [...problems, ...unusable] };
}

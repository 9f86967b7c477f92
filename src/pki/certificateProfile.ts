// Lapses from RFC 5280's certificate profile that common verifiers let pass and strict ones refuse
// (`openssl verify -x509_strict`, Python from 3.13 on). They are told, but do not take away trust.

import { extensionIdentifiers as ids } from '../formats/objectIdentifiers.ts';
import { isEmptyName } from '../formats/x509Names.ts';
import type { ChainDefect, ChainDefectCode, TrustStoreName } from '../model/certificate.ts';
import type { CandidatePath, PathNode } from './pathBuilding.ts';
import { defectAt, isOldAnchor } from './pathValidation.ts';

type Report = (code: ChainDefectCode, rest: string) => void;

function isCritical({ parsed }: PathNode, identifier: string): boolean | undefined {
  return parsed.extensions.entries.find((entry) => entry.identifier === identifier)?.critical;
}

function checkAuthorityProfile(node: PathNode, report: Report): void {
  const { basicConstraints, keyUsage } = node.parsed.certificate;
  const isAuthority = basicConstraints?.isAuthority === true;
  if (basicConstraints?.pathLength !== undefined) {
    if (!isAuthority) report('malformed', 'limits a path length but is no authority (RFC 5280 section 4.2.1.9).');
    else if (keyUsage?.includes('keyCertSign') === false) {
      report('key-usage', 'limits a path length but may not sign certificates (RFC 5280 section 4.2.1.9).');
    }
  }
  if (!isAuthority) {
    if (keyUsage?.includes('keyCertSign') === true) {
      report('key-usage', 'has key usage keyCertSign but is no authority (RFC 5280 section 4.2.1.9).');
    }
    if (node.parsed.extensions.nameConstraints !== undefined) {
      report('name-constraints', 'has name constraints but is no authority (RFC 5280 section 4.2.1.10).');
    }
    return;
  }
  if (isCritical(node, ids.basicConstraints) === false) {
    report('malformed', 'has basicConstraints that are not marked critical (RFC 5280 section 4.2.1.9).');
  }
  if (keyUsage === undefined) {
    report('key-usage', 'is an authority without a key usage extension (RFC 5280 section 4.2.1.3).');
  }
  if (node.parsed.certificate.subjectKeyIdentifier === undefined) {
    report('malformed', 'is an authority without a subject key identifier (RFC 5280 section 4.2.1.2).');
  }
  if (isCritical(node, ids.nameConstraints) === false) {
    report('name-constraints', 'has name constraints that are not marked critical (RFC 5280 section 4.2.1.10).');
  }
}

function checkNames(node: PathNode, report: Report): void {
  const { parsed } = node;
  const { basicConstraints, keyUsage } = parsed.certificate;
  const { alternativeNames } = parsed.extensions;
  if (isEmptyName(parsed.rawIssuer)) report('malformed', "has an empty issuer's name (RFC 5280 section 4.1.2.4).");
  if (isEmptyName(parsed.rawSubject)) {
    const needsSubject = basicConstraints?.isAuthority === true || keyUsage?.includes('cRLSign') === true;
    if (needsSubject || alternativeNames === undefined) {
      report('malformed', 'has an empty subject (RFC 5280 section 4.1.2.6).');
    } else if (isCritical(node, ids.subjectAltName) === false) {
      const clause = '(RFC 5280 section 4.2.1.6)';
      report('malformed', `has an empty subject and a subjectAltName that is not marked critical ${clause}.`);
    }
  }
  if (alternativeNames?.length === 0) {
    report('malformed', 'has a subjectAltName without any name (RFC 5280 section 4.2.1.6).');
  }
}

function checkIdentifiers(node: PathNode, isLast: boolean, report: Report): void {
  const { parsed } = node;
  if (isCritical(node, ids.authorityKeyIdentifier) === true) {
    report('malformed', 'has an authority key identifier that is marked critical (RFC 5280 section 4.2.1.1).');
  }
  if (isCritical(node, ids.subjectKeyIdentifier) === true) {
    report('malformed', 'has a subject key identifier that is marked critical (RFC 5280 section 4.2.1.2).');
  }
  if (parsed.version >= 3 && !isLast && parsed.certificate.authorityKeyIdentifier === undefined) {
    report('malformed', 'does not name the key of its issuer: no authority key identifier (RFC 5280 section 4.2.1.1).');
  }
  if (parsed.version > 0 && parsed.version < 3 && parsed.extensions.entries.length > 0) {
    report('malformed', `has extensions, but is of version ${parsed.version} (RFC 5280 section 4.1.2.9).`);
  }
}

/** Lapses on a path, server's certificate first. None on a lone self-signed certificate (RFC 6818 section 2). */
export function findProfileLapses(path: CandidatePath, store: TrustStoreName): readonly ChainDefect[] {
  const { nodes } = path;
  if (nodes.length < 2) return [];
  const lapses: ChainDefect[] = [];
  nodes.forEach((node, index) => {
    const isLast = index === nodes.length - 1;
    const report: Report = (code, rest) => lapses.push(defectAt(node, store, code, rest));
    checkAuthorityProfile(node, report);
    if (
      isLast &&
      path.end === 'anchor' &&
      node.parsed.certificate.basicConstraints === undefined &&
      isOldAnchor(node)
    ) {
      report('not-an-authority', 'is a trust anchor without basicConstraints (RFC 5280 section 4.2.1.9).');
    }
    checkNames(node, report);
    checkIdentifiers(node, isLast, report);
  });
  return lapses;
}

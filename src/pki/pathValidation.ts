// Validation of one certification path (RFC 5280 section 6.1): every defect on it, not just the first.

import { extensionIdentifiers as ids, extensionName } from '../formats/objectIdentifiers.ts';
import { printableText } from '../formats/printable.ts';
import type { ChainDefect, ChainDefectCode, TrustStoreName } from '../model/certificate.ts';
import { describeCertificate, quotedName, sentence, storeWords } from './certificateNames.ts';
import { checkNameConstraints, countComparisons } from './nameConstraints.ts';
import type { CandidatePath, PathNode, SearchBudget } from './pathBuilding.ts';
import { keyIdentifiersAgree } from './pathBuilding.ts';

export const dayMs = 86_400_000;

/** Critical extensions that are heeded, or that do not bear on trusting a TLS server. Policies are not asked for. */
const understoodExtensions: ReadonlySet<string> = new Set([
  ids.keyUsage,
  ids.subjectAltName,
  ids.basicConstraints,
  ids.nameConstraints,
  ids.extendedKeyUsage,
  ids.crlDistributionPoints,
  ids.certificatePolicies,
  ids.policyMappings,
  ids.policyConstraints,
  ids.inhibitAnyPolicy,
  ids.subjectKeyIdentifier,
  ids.authorityKeyIdentifier,
  ids.netscapeCertificateType,
  ids.ocspNoCheck,
]);

const weakDigests: ReadonlySet<string> = new Set(['md2', 'md4', 'md5', 'sha1']);

const digestWords: Readonly<Record<string, string>> = { md2: 'MD2', md4: 'MD4', md5: 'MD5', sha1: 'SHA-1' };

/** RFC 5280 section 4.2.1.3: bits that a TLS server's key can be used with. */
const serverKeyUsages: readonly string[] = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];

/** Makes a defect of the certificate at a node: "The certificate of … (sent second) " and the rest of the sentence. */
export function defectAt(node: PathNode, store: TrustStoreName, code: ChainDefectCode, rest: string): ChainDefect {
  const text = sentence(`${describeCertificate(node.parsed, node.sentIndex, store)} ${rest}`);
  return node.sentIndex < 0 ? { code, text } : { code, certificate: node.sentIndex, text };
}

type Report = (code: ChainDefectCode, rest: string) => void;

function formatDays(milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMs);
  return days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`;
}

function checkDates({ parsed }: PathNode, at: number, report: Report): void {
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  if (at > parsed.notAfter) {
    const ago = formatDays(at - parsed.notAfter);
    report('expired', `expired on ${day(parsed.notAfter)}, ${ago} ago (RFC 5280 section 4.1.2.5).`);
  }
  if (at < parsed.notBefore) {
    const ahead = formatDays(parsed.notBefore - at);
    report('not-yet-valid', `is valid only from ${day(parsed.notBefore)}, in ${ahead} (RFC 5280 section 4.1.2.5).`);
  }
}

function checkFormat({ parsed }: PathNode, report: Report): void {
  for (const text of parsed.damage) {
    report('malformed', `is malformed: ${text.charAt(0).toLowerCase()}${text.slice(1)}`);
  }
  const unknown = parsed.extensions.entries.filter(
    ({ critical, identifier }) => critical && !understoodExtensions.has(identifier),
  );
  if (unknown.length === 0) return;
  const names = printableText(unknown.map(({ identifier }) => extensionName(identifier)).join(', '), 200);
  const [extensions, are] = unknown.length === 1 ? ['extension', 'is'] : ['extensions', 'are'];
  report(
    'unknown-critical-extension',
    `has the critical ${extensions} ${names}, which ${are} not known here and must not be ignored (RFC 5280 section 4.2).`,
  );
}

function checkSignatures(node: PathNode, issuer: PathNode | undefined, report: Report): void {
  const { parsed, signature } = node;
  const { name, digest } = parsed.signatureAlgorithm;
  if (signature === 'bad') {
    const signer = issuer === undefined ? 'its own key' : `the key of its issuer ${quotedName(issuer.parsed)}`;
    report('bad-signature', `has a signature that was not made by ${signer} (RFC 5280 section 6.1.3).`);
  }
  if (signature === 'unchecked') {
    const { type, curve } = (issuer ?? node).parsed.certificate.publicKey;
    const key = curve === undefined ? type : `${type} ${curve}`;
    const reason = `this TLS library cannot check a signature ${printableText(name, 60)} by a key of type ${key}`;
    report('bad-signature', `has a signature that could not be checked: ${reason} (RFC 5280 section 6.1.3).`);
  }
  if (issuer === undefined) return;
  if (signature === 'good' && !keyIdentifiersAgree(parsed, issuer.parsed)) {
    report('malformed', 'names another key as its issuer’s than the one that signed it (RFC 5280 section 4.2.1.1).');
  }
  // The last certificate's own signature proves nothing, so that its digest does not matter.
  if (digest !== undefined && weakDigests.has(digest)) {
    report(
      'weak-signature',
      `is signed with ${digestWords[digest] ?? digest}, which is broken for signatures (RFC 6194, RFC 6151).`,
    );
  }
}

function checkServerUse({ parsed }: PathNode, report: Report): void {
  const { keyUsage } = parsed.certificate;
  if (keyUsage !== undefined && !keyUsage.some((usage) => serverKeyUsages.includes(usage))) {
    report(
      'key-usage',
      'has a key usage that allows neither signatures nor key exchange in TLS (RFC 5280 section 4.2.1.3).',
    );
  }
  if (parsed.extensions.netscapeServer === false) {
    report('extended-key-usage', 'has a Netscape certificate type that does not allow TLS servers.');
  }
}

function checkExtendedKeyUsage({ parsed }: PathNode, isServer: boolean, report: Report): void {
  const purposes = parsed.certificate.extendedKeyUsage;
  if (purposes === undefined || purposes.includes('serverAuth')) return;
  const clause = '(RFC 5280 section 4.2.1.12)';
  if (purposes.includes('anyExtendedKeyUsage')) {
    report(
      'extended-key-usage',
      `allows any extended key usage but does not name serverAuth, which OpenSSL and others ask for ${clause}.`,
    );
    return;
  }
  const listed = printableText(purposes.join(', '), 200);
  const what = isServer ? 'is not meant for TLS servers' : 'may not issue certificates for TLS servers';
  report('extended-key-usage', `${what}: its extended key usage is ${listed}, without serverAuth ${clause}.`);
}

/** Whether a trust anchor without basicConstraints is still let through by common verifiers: only strict ones refuse it. */
export function isOldAnchor({ parsed }: PathNode): boolean {
  return parsed.version < 3 || parsed.certificate.keyUsage !== undefined;
}

function checkAuthority(nodes: readonly PathNode[], index: number, isAnchor: boolean, report: Report): void {
  const node = nodes[index];
  if (node === undefined) return;
  const { basicConstraints, keyUsage, publicKey } = node.parsed.certificate;
  if (basicConstraints === undefined) {
    if (!isAnchor || !isOldAnchor(node)) {
      report('not-an-authority', 'issued another but does not say that it may (RFC 5280 section 4.2.1.9).');
    }
  } else if (!basicConstraints.isAuthority) {
    report('not-an-authority', 'issued another but says that it is no authority (RFC 5280 section 4.2.1.9).');
  }
  if (keyUsage !== undefined && !keyUsage.includes('keyCertSign')) {
    report('key-usage', 'issued another but its key usage lacks keyCertSign (RFC 5280 section 4.2.1.3).');
  }
  // RFC 5280 section 4.2.1.9: self-issued intermediates and the last certificate do not count.
  const below = nodes.slice(1, index).filter(({ parsed }) => !parsed.certificate.selfIssued).length;
  const allowed = basicConstraints?.pathLength;
  if (allowed !== undefined && below > allowed) {
    report(
      'path-too-long',
      `allows ${allowed} authorities below it, and the path has ${below} (RFC 5280 section 4.2.1.9).`,
    );
  }
  const { type, bits } = publicKey;
  const least = type === 'EC' ? 256 : ['RSA', 'RSA-PSS', 'DSA'].includes(type) ? 2_048 : 0;
  if (bits !== undefined && bits < least) {
    report('weak-key', `signs with a key of only ${bits} bits (${type}); at least ${least} are needed (RFC 9325).`);
  }
}

function checkConstraints(
  nodes: readonly PathNode[],
  index: number,
  store: TrustStoreName,
  budget: SearchBudget,
): readonly ChainDefect[] {
  const authority = nodes[index];
  const constraints = authority?.parsed.extensions.nameConstraints;
  if (authority === undefined || constraints === undefined) return [];
  const defects: ChainDefect[] = [];
  for (const [below, node] of nodes.slice(0, index).entries()) {
    // RFC 5280 section 6.1.3 (b): not for self-issued certificates, unless it is the server's own.
    if (below > 0 && node.parsed.certificate.selfIssued) continue;
    const comparisons = countComparisons(constraints, node.parsed);
    if (comparisons > budget.nameComparisons) {
      budget.isExhausted = true;
      const rest = 'has more names and constraints than are compared here (RFC 5280 section 4.2.1.10).';
      defects.push(defectAt(node, store, 'limit-reached', rest));
      continue;
    }
    budget.nameComparisons -= comparisons;
    const breach = checkNameConstraints(constraints, node.parsed);
    if (breach === undefined) continue;
    const by = `the name constraints of ${quotedName(authority.parsed)}`;
    const rest = `does not keep to ${by}: ${breach.text} (RFC 5280 section 4.2.1.10).`;
    defects.push(defectAt(node, store, 'name-constraints', rest));
  }
  return defects;
}

function endingDefect(path: CandidatePath, store: TrustStoreName): ChainDefect | undefined {
  const last = path.nodes.at(-1);
  if (last === undefined) return undefined;
  switch (path.end) {
    case 'anchor':
    case 'cut':
      return undefined;
    case 'self-signed': {
      const where = `is self-signed and not in ${storeWords[store]} (RFC 5280 section 6.1)`;
      if (path.nodes.length === 1) return defectAt(last, store, 'self-signed', `${where}.`);
      return defectAt(last, store, 'untrusted-root', `ends the path, ${where}.`);
    }
    case 'no-issuer': {
      // A certificate that cannot be read names no issuer: that it is malformed says it all.
      if (last.parsed.rawIssuer.length === 0) return undefined;
      const issuer = printableText(last.parsed.certificate.issuer, 200);
      const [namesake] = path.namesakes;
      const other = namesake === undefined ? '' : `; one of that name, but with another key, is at hand`;
      const whence = last.isInStore ? `is in ${storeWords[store]}, but not self-signed, and` : 'was issued by';
      const missing = `neither sent by the server nor in ${storeWords[store]}`;
      const rest = last.isInStore
        ? `${whence} its issuer "${issuer}" was ${missing}${other} (RFC 5280 section 6.1).`
        : `${whence} "${issuer}", which was ${missing}${other} (RFC 8446 section 4.4.2).`;
      return defectAt(last, store, 'incomplete-chain', rest);
    }
  }
}

/** Every defect of a path: server's certificate first, then towards the root. Empty: the path can be trusted. */
export function validatePath(
  path: CandidatePath,
  store: TrustStoreName,
  at: number,
  budget: SearchBudget,
): readonly ChainDefect[] {
  const { nodes } = path;
  const defects: ChainDefect[] = [];
  nodes.forEach((node, index) => {
    const isServer = index === 0;
    const isAnchor = path.end === 'anchor' && index === nodes.length - 1;
    const report: Report = (code, rest) => defects.push(defectAt(node, store, code, rest));
    checkFormat(node, report);
    checkDates(node, at, report);
    checkSignatures(node, nodes[index + 1], report);
    if (isServer) checkServerUse(node, report);
    else checkAuthority(nodes, index, isAnchor, report);
    checkExtendedKeyUsage(node, isServer, report);
    defects.push(...checkConstraints(nodes, index, store, budget));
  });
  const ending = endingDefect(path, store);
  if (ending !== undefined) defects.push(ending);
  return defects;
}

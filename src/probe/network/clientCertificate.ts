// Whether a client certificate, its key and its passphrase fit together: asked of the TLS library before any connection.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ClientCertificate } from '../../model/options.ts';
import { formatPem, parsePemCertificates } from '../../formats/pem.ts';
import { secureContext } from './tlsEngine.ts';

/** What is wrong, and with which of the things a person gave. The reason is a plain sentence without its end. */
export interface ClientCertificateProblem {
  readonly part: 'certificate' | 'key' | 'passphrase' | 'pfx';
  readonly reason: string;
}

type PemCertificate = Extract<ClientCertificate, { readonly kind: 'pem' }>;
type PfxCertificate = Extract<ClientCertificate, { readonly kind: 'pfx' }>;

/** The library's code and message in one text, to be looked through, never to be shown. */
function libraryText(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${'code' in error ? String(error.code) : ''} ${error.message}`;
}

function keyProblem(pem: PemCertificate, error: unknown): ClientCertificateProblem {
  const text = libraryText(error);
  // PKCS #8 says so in its label, the older form in a header (RFC 1421 section 4.6.1.1).
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: *4 *, *ENCRYPTED/m.test(pem.key);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem.key)) {
    return { part: 'key', reason: 'the file holds no private key in PEM' };
  }
  if (!isEncrypted) return { part: 'key', reason: 'the private key is damaged or of a kind that cannot be read' };
  if (pem.passphrase === undefined) return { part: 'passphrase', reason: 'the key is encrypted and needs one' };
  if (text.includes('ERR_OSSL_EVP_UNSUPPORTED')) {
    return {
      part: 'key',
      reason: 'it is encrypted with an old algorithm that OpenSSL 3 refuses; encrypt it again with AES',
    };
  }
  // Garbage from a wrong passphrase fails in other ways too, about once in 256 times.
  return { part: 'passphrase', reason: 'the passphrase does not open the key' };
}

function contextProblem(part: 'certificate' | 'pfx', error: unknown): ClientCertificateProblem {
  const isWeak = /too[ _](?:small|weak)/i.test(libraryText(error));
  const reason = isWeak ? 'its key or signature is too weak for the TLS library' : 'the TLS library cannot use it';
  return { part, reason };
}

function readPair(
  pem: PemCertificate,
): { readonly own: X509Certificate; readonly key: KeyObject } | ClientCertificateProblem {
  const { certificates, problems } = parsePemCertificates(pem.certificate);
  const [der] = certificates;
  if (der === undefined) {
    const reason = (problems[0] ?? 'The file holds no certificate.').replace(/\.$/, '');
    return { part: 'certificate', reason: reason.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) };
  }
  let own;
  try {
    own = new X509Certificate(formatPem(der));
  } catch {
    return { part: 'certificate', reason: 'the first certificate of the file is damaged' };
  }
  try {
    const { key, passphrase } = pem;
    return { own, key: createPrivateKey({ key, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) }) };
  } catch (error) {
    return keyProblem(pem, error);
  }
}

function checkPem(pem: PemCertificate): ClientCertificateProblem | undefined {
  const pair = readPair(pem);
  if ('part' in pair) return pair;
  if (!pair.own.checkPrivateKey(pair.key)) {
    return { part: 'key', reason: 'the key does not belong to the certificate' };
  }
  try {
    secureContext(undefined, pem);
    return undefined;
  } catch (error) {
    return contextProblem('certificate', error);
  }
}

function pfxProblem({ passphrase }: PfxCertificate, error: unknown): ClientCertificateProblem {
  const text = libraryText(error);
  if (/mac[ _]verify/i.test(text)) {
    const reason =
      passphrase === undefined ? 'the PKCS #12 file needs one' : 'the passphrase does not open the PKCS #12 file';
    return { part: 'passphrase', reason };
  }
  if (text.includes('ERR_CRYPTO_UNSUPPORTED_OPERATION') || text.includes('ERR_OSSL_EVP_UNSUPPORTED')) {
    const why = 'made with an old algorithm that OpenSSL 3 refuses; export it again with AES';
    return { part: 'pfx', reason: `the PKCS #12 file cannot be read: ${why}` };
  }
  if (text.includes('load private key')) return { part: 'pfx', reason: 'the PKCS #12 file holds no private key' };
  if (text.includes('load certificate')) return { part: 'pfx', reason: 'the PKCS #12 file holds no certificate' };
  if (/wrong[ _]tag|not enough data|too[ _]long|bad object|header/i.test(text)) {
    return { part: 'pfx', reason: 'the file is no PKCS #12 file, or it is damaged' };
  }
  return contextProblem('pfx', error);
}

/** Undefined when the certificate can be presented. */
export function checkClientCertificate(certificate: ClientCertificate): ClientCertificateProblem | undefined {
  if (certificate.kind === 'pem') return checkPem(certificate);
  try {
    secureContext(undefined, certificate);
    return undefined;
  } catch (error) {
    return pfxProblem(certificate, error);
  }
}

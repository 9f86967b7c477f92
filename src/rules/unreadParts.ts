// Parts of a certificate that could not be read: a rule that needs one leaves its question open.

import type { Certificate } from '../model/certificate.ts';

/** What kept an extension from being read, if anything did; `name` is its RFC 5280 name. */
export function unreadExtension(certificate: Certificate, name: RegExp): string | undefined {
  return certificate.unreadable.find(
    (text) => name.test(text) || /certificate cannot be read|list of extensions|an extension cannot/i.test(text),
  );
}

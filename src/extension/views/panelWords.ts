// Labels and set phrases of the lists of facts, in the person's language. Reports keep the English ones.

import type { LabelledText } from '../../../media/panel/state.ts';
import type { TrustStoreName } from '../../model/certificate.ts';
import { t } from '../l10n.ts';

export const storeWords: Readonly<Record<TrustStoreName, string>> = {
  mozilla: t("Mozilla's roots"),
  system: t("this machine's roots"),
  given: t('the given roots'),
};

/** By the English text, as src/report/facts.ts writes it. */
const phrases: ReadonlyMap<string, string> = new Map([
  ['TLS version', t('TLS version')],
  ['Cipher suite', t('Cipher suite')],
  ['Key exchange', t('Key exchange')],
  ['Server name sent', t('Server name sent')],
  ['OCSP staple', t('OCSP staple')],
  ['Client certificate', t('Client certificate')],
  ['Subject', t('Subject')],
  ['Issuer', t('Issuer')],
  ['Names', t('Names')],
  ['Valid', t('Valid')],
  ['Key', t('Key')],
  ['Signed with', t('Signed with')],
  ['Serial number', t('Serial number')],
  ['Authority', t('Authority')],
  ['Key usage', t('Key usage')],
  ['Extended key usage', t('Extended key usage')],
  ['Issuer at', t('Issuer at')],
  ['OCSP at', t('OCSP at')],
  ['CRL at', t('CRL at')],
  ['Must staple', t('Must staple')],
  ['Timestamps (SCT)', t('Timestamps (SCT)')],
  ['Key SHA-256 (TLSA 3 1 1)', t('Key SHA-256 (TLSA 3 1 1)')],
  ['Subject key id', t('Subject key id')],
  ['Authority key id', t('Authority key id')],
  ['Unreadable', t('Unreadable')],
  ['present', t('present')],
  ['not present', t('not present')],
  ['not requested', t('not requested')],
  ['requested', t('requested')],
  ['demanded', t('demanded')],
  ['could not be told', t('could not be told')],
  ['none', t('none')],
  ['no', t('no')],
  ['yes', t('yes')],
  ['no basic constraints', t('no basic constraints')],
  ['any (no extension)', t('any (no extension)')],
  ['RSA key transport, no forward secrecy', t('RSA key transport, no forward secrecy')],
]);

/** Phrases that the table does not know, such as names and numbers, stay as they are. */
export function translateFacts(facts: readonly LabelledText[]): readonly LabelledText[] {
  return facts.map(([label, text]) => [phrases.get(label) ?? label, phrases.get(text) ?? text]);
}

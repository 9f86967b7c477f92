// The server's TLS library fails by itself.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { findingOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { productOf } from './offer.ts';

function alertClue(subject: Case): Clue | undefined {
  const { ending } = subject.result;
  const finding = findingOf(subject, 'handshake/alert');
  if (finding === undefined || ending?.alert?.sentBy !== 'server') return undefined;
  if (['decode_error', 'illegal_parameter', 'unexpected_message', 'decrypt_error'].includes(ending.alert.name)) {
    return strong(
      `The server did not understand the handshake (${ending.alert.name}): a fault of its TLS library, or of a device between.`,
      finding.where,
    );
  }
  return ending.alert.name === 'internal_error'
    ? proof(
        'The server ended the handshake with internal_error: something went wrong in its own TLS library or set-up.',
        finding.where,
      )
    : weak(`The server ended the handshake with ${ending.alert.name}.`, finding.where);
}

function protocolClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'handshake/failed');
  const code = subject.result.ending?.errorCode ?? '';
  return finding !== undefined &&
    /UNEXPECTED_MESSAGE|DECODE_ERROR|BAD_EXTENSION|LENGTH_MISMATCH|BAD_RECORD_MAC|UNSAFE_LEGACY_RENEGOTIATION/.test(
      code,
    )
    ? strong(finding.text, finding.where)
    : undefined;
}

function openSmtpdClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  return product?.product === 'OpenSMTPD' && subject.result.ending?.alert?.name === 'internal_error'
    ? strong(
        'The server is OpenSMTPD: its versions up to 6.8 break off every handshake so when built with OpenSSL 3 (Debian 12).',
        { line: product.line },
      )
    : undefined;
}

export const serverTlsFault: Cause = {
  id: 'server-tls-fault',
  title: "The server's TLS library fails",
  meaning:
    'The handshake failed inside the TLS library of the server, or of the appliance that ends TLS for it: a fault or an incompatibility there, not a matter of certificates.',
  explains: ['handshake/alert', 'handshake/failed'],
  fix: formatFix({
    first:
      'Update the server or the appliance, and read its log at the time of the probe. OpenSMTPD 6.8 with OpenSSL 3 is repaired by a newer OpenSMTPD.',
    exchange: 'Schannel events in the System log.',
    postfix: 'the smtpd lines of the mail log, with smtpd_tls_loglevel = 1.',
    exim: 'the main log, lines with "TLS error".',
  }),
  sources: [rfc(8446, '6.2')],
  examine: (subject) => ({
    evidenceFor: [alertClue(subject), protocolClue(subject), openSmtpdClue(subject)],
    nextTest: {
      text: 'Compare with openssl s_client -starttls smtp from another machine: the same failure there is not of this probe.',
    },
  }),
};

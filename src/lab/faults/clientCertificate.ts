// Servers that ask for the client's own certificate.

import { issue } from '../authority.ts';
import type { Fault, FaultOptions } from '../fault.ts';
import { makeKey } from '../keys.ts';
import type { TlsScript } from '../server.ts';
import type { World } from '../world.ts';

function asking(
  id: string,
  title: string,
  expectedRules: readonly string[],
  tls: Partial<TlsScript>,
  rest: Partial<Fault> = {},
): Fault {
  const tlsMode = rest.tlsMode ?? 'starttls';
  return {
    id: `client-certificate/${id}`,
    title,
    tlsMode,
    expectedVerdict: 'broken',
    expectedRules,
    ...rest,
    script: ({ chain, root }) => ({ tlsMode, tls: { chain, clientAuthorities: root.pem, ...tls } }),
  };
}

/** A client certificate that the lab's servers accept. */
function partner(world: World): FaultOptions {
  const issued = issue(world.root, makeKey('ec-p256'), {
    subject: 'partner.lab.test',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['clientAuth'],
  });
  return { clientCertificate: { kind: 'pem', certificate: issued.pem, key: issued.keyPem } };
}

export const clientCertificateFaults: readonly Fault[] = [
  asking(
    'requested',
    'The server asks for a client certificate and goes on without, in TLS 1.3.',
    ['client-certificate/requested'],
    { clientCertificate: 'requested' },
    { expectedVerdict: 'sound' },
  ),
  asking(
    'requested-tls-1-2',
    'The server asks for a client certificate and goes on without, in TLS 1.2.',
    ['client-certificate/requested'],
    { clientCertificate: 'requested', maximum: 'TLSv1.2' },
    { expectedVerdict: 'sound' },
  ),
  asking(
    'required',
    'The server demands a client certificate, in TLS 1.3.',
    ['client-certificate/required'],
    { clientCertificate: 'demanded' },
    { expectedEnding: 'client-certificate-demanded' },
  ),
  asking(
    'required-implicit',
    'A TLS port demands a client certificate.',
    ['client-certificate/required'],
    { clientCertificate: 'demanded' },
    { expectedEnding: 'client-certificate-demanded', tlsMode: 'implicit' },
  ),
  asking(
    'required-tls-1-2',
    'The server demands a client certificate, in TLS 1.2.',
    ['client-certificate/required'],
    { clientCertificate: 'demanded', maximum: 'TLSv1.2' },
    { expectedEnding: 'client-certificate-demanded' },
  ),
  asking(
    'presented',
    'The server demands a client certificate, and the probe presents one.',
    ['client-certificate/requested'],
    { clientCertificate: 'demanded' },
    { expectedVerdict: 'sound', options: partner },
  ),
  asking(
    'presented-tls-1-2',
    'The server demands a client certificate, and the probe presents one, in TLS 1.2.',
    ['client-certificate/requested'],
    { clientCertificate: 'demanded', maximum: 'TLSv1.2' },
    { expectedVerdict: 'sound', options: partner },
  ),
];

// TLS sessions that come about and protect too little: old versions, weak suites, weak groups.

import type { Fault } from '../fault.ts';
import type { TlsScript } from '../server.ts';
import type { World } from '../world.ts';

function weak(
  id: string,
  title: string,
  expectedRules: readonly string[],
  tls: (world: World) => TlsScript,
  rest: Partial<Fault> = {},
): Fault {
  const tlsMode = rest.tlsMode ?? 'starttls';
  return {
    id: `tls/${id}`,
    title,
    tlsMode,
    expectedVerdict: 'broken',
    expectedRules,
    ...rest,
    script: (world) => ({ tlsMode, tls: tls(world) }),
  };
}

/** Made once with `openssl dhparam 1024`: a group too small to be safe, which is the point. */
const smallGroup = `-----BEGIN DH PARAMETERS-----
MIGHAoGBAIh+O6MUT7NlgP2O5gmXrXwnunz6gGRd3L3x1QqZyOGOyXfnnjx5ulL5
ONGdPxY+5+bKbFTLN/LSMSxHgQXSjk4I5uvBbX7Fbett/U+auVxYKRIrhmwmX4zp
RHaAXusDT36InkJwkBi2FtyinmgoR2xpEi6MTupS3tuRfSoRu95vAgEC
-----END DH PARAMETERS-----
`;

const level0 = '@SECLEVEL=0';

export const encryptionFaults: readonly Fault[] = [
  weak(
    'old-version-1-0',
    'The server speaks TLS 1.0 at most.',
    ['tls/old-version', 'tls/weak-cipher'],
    ({ rsaChain }) => ({
      chain: rsaChain,
      minimum: 'TLSv1',
      maximum: 'TLSv1',
      ciphers: `ECDHE-RSA-AES256-SHA${level0}`,
    }),
  ),
  weak(
    'old-version-1-1',
    'The server speaks TLS 1.1 at most.',
    ['tls/old-version', 'tls/weak-cipher'],
    ({ chain }) => ({
      chain,
      minimum: 'TLSv1',
      maximum: 'TLSv1.1',
      ciphers: `ECDHE-ECDSA-AES128-SHA${level0}`,
    }),
  ),
  weak(
    'old-version-implicit',
    'A TLS port speaks TLS 1.0 at most.',
    ['tls/old-version', 'tls/weak-cipher'],
    ({ chain }) => ({ chain, minimum: 'TLSv1', maximum: 'TLSv1', ciphers: `ECDHE-ECDSA-AES256-SHA${level0}` }),
    { tlsMode: 'implicit' },
  ),
  weak(
    'no-forward-secrecy',
    'The session key travels under the RSA key of the server.',
    ['tls/no-forward-secrecy'],
    ({ rsaChain }) => ({ chain: rsaChain, maximum: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }),
    { expectedVerdict: 'weak' },
  ),
  weak(
    'weak-key-exchange',
    'Diffie-Hellman with a group of 1,024 bits.',
    ['tls/weak-key-exchange'],
    ({ rsaChain }) => ({
      chain: rsaChain,
      maximum: 'TLSv1.2',
      ciphers: `DHE-RSA-AES128-GCM-SHA256${level0}`,
      dhParameters: smallGroup,
    }),
  ),
  weak(
    'weak-cipher-cbc',
    'AES in CBC mode with SHA-1 is the best suite of the server.',
    ['tls/weak-cipher'],
    ({ rsaChain }) => ({ chain: rsaChain, maximum: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA' }),
    // CBC is only a note; what is an error (RC4, DES, NULL) no current TLS library serves any more.
    { expectedVerdict: 'sound' },
  ),
];

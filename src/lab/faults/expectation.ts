// Servers whose owner demands more of them than the standards do, or accepts what they do wrong.

import { daysFromNow } from '../authority.ts';
import type { EndpointPolicy } from '../../model/fleet.ts';
import type { Fault } from '../fault.ts';
import { multiLine } from '../server.ts';

type Row = Partial<Omit<Fault, 'script'>> & Partial<Pick<Fault, 'script'>>;

/** A sound server, unless the row says otherwise, that must trigger the rule it is named after. */
function held(id: string, title: string, policy: () => Partial<EndpointPolicy>, row: Row = {}): Fault {
  return {
    id: `expectation/${id}`,
    title,
    tlsMode: 'starttls',
    expectedVerdict: 'broken',
    expectedRules: [`expectation/${id}`],
    script: ({ chain }) => ({ tlsMode: 'starttls', tls: { chain } }),
    ...row,
    options: () => ({ policy: { expectations: {}, accepted: [], ...policy() } }),
  };
}

/** Fleet files take acceptances of a year at most. */
function accepting(rule: string, reason: string): Partial<EndpointPolicy> {
  return { accepted: [{ rule, until: daysFromNow(200).toISOString().slice(0, 10), reason }] };
}

const noCertificateOfTheLab = Array.from({ length: 32 }, () => '00').join(':');

export const expectationFaults: readonly Fault[] = [
  held(
    'tls-version',
    'The owner demands TLS 1.3, and the server speaks TLS 1.2 at most.',
    () => ({ expectations: { minimumTls: 'TLSv1.3' } }),
    { script: ({ chain }) => ({ tlsMode: 'starttls', tls: { chain, maximum: 'TLSv1.2' } }) },
  ),
  held('issuer', 'The owner expects a certificate of another authority.', () => ({
    expectations: { issuer: 'Public authority' },
  })),
  held('fingerprint', 'The owner expects another certificate.', () => ({
    expectations: { fingerprint: noCertificateOfTheLab },
  })),
  held(
    'expiry',
    'The owner asks for fifty days of validity, and forty are left.',
    () => ({ expectations: { daysBeforeExpiry: 50 } }),
    {
      expectedVerdict: 'weak',
      script: ({ chainWith }) => ({
        tlsMode: 'starttls',
        tls: { chain: chainWith({ notBefore: daysFromNow(-50), notAfter: daysFromNow(40) }) },
      }),
    },
  ),
  held(
    'met',
    'The owner demands TLS 1.2, the issuer of the lab and a day of validity, and gets it.',
    () => ({ expectations: { minimumTls: 'TLSv1.2', issuer: 'lab INTERMEDIATE', daysBeforeExpiry: 1 } }),
    { expectedVerdict: 'sound', expectedRules: [] },
  ),
  held(
    'acceptance-expired',
    'What the owner accepted has ended long ago.',
    () => ({
      accepted: [{ rule: 'tls/weak-cipher', until: '2020-12-31', reason: 'The old relay goes at the end of 2020' }],
    }),
    { expectedVerdict: 'sound' },
  ),
  held(
    'acceptance-unknown',
    'The owner accepts findings of a rule that does not exist.',
    () => accepting('tls/weak-chiper', 'A slip of the pen'),
    { expectedVerdict: 'sound' },
  ),
  held(
    'accepted-error',
    'The certificate expired three days ago, and the owner bears it for now.',
    () => accepting('certificate/expired', 'The partner pins it until the move'),
    {
      expectedVerdict: 'weak',
      expectedRules: ['certificate/expired'],
      script: ({ chainWith }) => ({
        tlsMode: 'starttls',
        tls: { chain: chainWith({ notBefore: daysFromNow(-90), notAfter: daysFromNow(-3) }) },
      }),
    },
  ),
  held(
    'accepted-clear-text',
    'EHLO is answered without STARTTLS, and the owner bears it for now.',
    () => accepting('starttls/not-offered', 'The scanner goes next year'),
    {
      expectedVerdict: 'weak',
      expectedRules: ['starttls/not-offered'],
      expectedEnding: 'starttls-not-offered',
      script: ({ chain }) => ({
        tlsMode: 'starttls',
        tls: { chain },
        ehlo: multiLine(250, 'mx.lab.test', 'SIZE 35882577', '8BITMIME'),
      }),
    },
  ),
];

// Trust stores side by side: which of them completes a chain, and which one decides.

import assert from 'node:assert/strict';
import { decisiveStore, isTrusted } from '../../../src/formats/decisiveStore.ts';
import type { TrustStoreName, Verification } from '../../../src/model/certificate.ts';
import { parseCertificate } from '../../../src/pki/parsedCertificate.ts';
import { createTrustStore } from '../../../src/pki/trustStore.ts';
import { verifyChain } from '../../../src/pki/verifyChain.ts';
import { makeAuthority, makeLeaf, testTime } from '../../support/certificates.ts';
import type { MadeCertificate } from '../../support/certificates.ts';

describe('trust stores side by side', () => {
  let root: MadeCertificate;
  let other: MadeCertificate;
  let server: MadeCertificate;

  before(async () => {
    root = await makeAuthority({ subject: 'CN=Known Root' });
    other = await makeAuthority({ subject: 'CN=Other Root' });
    server = await makeLeaf(root);
  });

  function verify(
    asksAll: boolean,
    ...stores: readonly (readonly [TrustStoreName, MadeCertificate | undefined])[]
  ): {
    readonly verification: Verification;
    readonly made: readonly TrustStoreName[];
  } {
    const made: TrustStoreName[] = [];
    const verification = verifyChain({
      chain: [parseCertificate(server.der)],
      stores: stores.map(([name, known]) => () => {
        made.push(name);
        return createTrustStore(name, known === undefined ? '' : known.pem).store;
      }),
      asksAll,
      expectedName: 'mx.example.com',
      at: testTime,
    });
    return { verification, made };
  }

  const said = ({ stores }: Verification): readonly (readonly [string, boolean])[] =>
    stores.map(({ store, trusted }) => [store, trusted]);

  it('stop at the first that trusts the chain, and the others are not even read', () => {
    const { verification, made } = verify(false, ['mozilla', root], ['system', other]);
    assert.deepEqual(said(verification), [['mozilla', true]]);
    assert.deepEqual(made, ['mozilla']);
  });

  it('are all asked when that is wanted, and tell which one lacks the root', () => {
    const { verification } = verify(true, ['mozilla', root], ['system', other]);
    assert.deepEqual(said(verification), [
      ['mozilla', true],
      ['system', false],
    ]);
    assert.deepEqual(
      verification.stores[1]?.defects.map(({ code }) => code),
      ['incomplete-chain'],
    );
    assert.equal(decisiveStore(verification)?.store, 'mozilla');
    assert.equal(isTrusted(verification), true);
  });

  it('leave the decision to the one that a person gave, whatever the others say', () => {
    const { verification } = verify(true, ['given', other], ['mozilla', root], ['system', root]);
    assert.deepEqual(said(verification), [
      ['given', false],
      ['mozilla', true],
      ['system', true],
    ]);
    assert.equal(decisiveStore(verification)?.store, 'given');
    assert.equal(isTrusted(verification), false);
  });

  it('do without this machine’s where it could not be read: nothing in it is no "no"', () => {
    const { verification } = verify(true, ['mozilla', root], ['system', undefined]);
    assert.deepEqual(said(verification), [['mozilla', true]]);
  });
});

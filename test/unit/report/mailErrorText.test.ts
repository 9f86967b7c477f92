// Explanations of mail errors on a terminal: what, why, what to do; within the width; commands whole.

import assert from 'node:assert/strict';
import { explainMailErrors } from '../../../src/decoder/explain.ts';
import { formatMailErrorText } from '../../../src/report/mailErrorText.ts';

describe('mail errors on a terminal', () => {
  const text = formatMailErrorText(
    explainMailErrors(
      '450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch] [LastAttemptedServerName=mail.contoso.com] [LastAttemptedIP=203.0.113.5:25]',
    ),
    80,
  );

  it('say how sure it is, what it is in, why, what to do, and the probe', () => {
    assert.match(text, /^✓ Certain {2}The name in the certificate is not the one that/);
    assert.match(text, /"Message=SubjectMismatch"/);
    assert.match(text, /Wrapped in: Exchange Online wrapper 4\.4\.317 \(450\) about mail\.contoso\.com/);
    assert.match(text, /Tells it apart: /);
    assert.match(text, / {2}Fix: Present the expected certificate/);
    assert.match(text, /\n {4}smtp-tls-probe probe mail\.contoso\.com:25\n/);
    assert.match(text, /https:\/\/learn\.microsoft\.com/);
    assert.match(text, /\n$/);
  });

  it('keep to the width, but for addresses', () => {
    for (const line of text.split('\n')) assert.equal(line.length <= 80 || /https:/.test(line), true, line);
  });

  it('say what is not about TLS, what is unknown, and what was left out', () => {
    assert.match(
      formatMailErrorText(explainMailErrors('535 5.7.3 Authentication unsuccessful'), 80),
      /not about\s+TLS/,
    );
    assert.match(
      formatMailErrorText(explainMailErrors('451 4.9.99 Zorblax'), 80),
      /^- Unknown {2}An error that is not known/,
    );
    const long = explainMailErrors('x'.repeat(1_000_010));
    assert.match(formatMailErrorText(long, 80), /The last 10 characters were not read/);
    assert.match(formatMailErrorText(explainMailErrors(' '), 80), /There is no text to explain/);
  });
});

import assert from 'node:assert/strict';
import { LogAnalysis } from '../../../src/engine/logAnalysis.ts';
import { describeLog } from '../../../src/report/logText.ts';
import {
  clearRows,
  interleave,
  logText,
  maskedRows,
  noCredentialsRows,
  sessionRows,
  soundRows,
} from '../../support/protocolLogs.ts';

function described(text: string): string {
  const analysis = new LogAnalysis({ fileName: 'SEND20260105-1.LOG' });
  analysis.push(Buffer.from(text));
  return describeLog('SEND20260105-1.LOG', analysis.finish()).join('\n');
}

describe('the text on a protocol log', () => {
  it('says what failed, why, and where it stands', () => {
    const plans = [soundRows, noCredentialsRows, clearRows, maskedRows].map((rows, index) =>
      sessionRows({ id: `08DE${index}`, rows, remote: `192.0.2.${20 + index}:25` }),
    );
    const text = described(logText('Send', interleave(...plans)));
    assert.match(text, /^SEND20260105-1\.LOG\n {2}4 sessions: 1 with TLS, 1 without, 2 failed at TLS\n/);
    assert.match(text, /1 of those without were offered no STARTTLS/);
    assert.match(text, /Failed at TLS, by reason\n +1 {2}InvalidToken\n +1 {2}NoCredentials/);
    assert.match(text, /192\.0\.2\.21 +1 +0 +1 +0\n/);
    assert.match(text, /192\.0\.2\.22 +1 +0 +0 +1 {2}first at line \d+\n/);
    assert.match(text, / {2}NoCredentials: line \d+, session 08DE1, 192\.0\.2\.21, 2026-01-05 06:00:00 UTC\n/);
    assert.match(text, /error: A device on the way rewrites the greeting \(greeting\/rewritten\)/);
    assert.match(text, /confirmed cause: A firewall on the way rewrites SMTP/);
  });

  it('shows no control character of a hostile log', () => {
    const rows = sessionRows({ id: '\u001b]0;x\u0007', connector: 'a\u202eb', rows: noCredentialsRows });
    const text = described(`${logText('Send', rows)}\u001b[2Jnot a row\n`);
    assert.match(text, /1 line could not be read\n {4}Line 21 is no row of a protocol log: \\x1b\[2Jnot a row/);
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('is bounded for a log in which all fails', () => {
    const plans = Array.from({ length: 500 }, (_, index) =>
      sessionRows({
        id: `F${index}`,
        rows: noCredentialsRows,
        remote: `10.0.${index % 250}.${Math.floor(index / 250)}:25`,
      }),
    );
    const lines = described(logText('Send', plans.flat())).split('\n');
    assert.ok(lines.includes('  and 480 more hosts'));
    assert.ok(lines.includes('  and 300 more, which are only counted'));
    assert.ok(lines.length < 1_200, String(lines.length));
  });
});

import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { openStandardOutput } from '../../../src/cli/standardOutput.ts';
import type { StandardOutput } from '../../../src/cli/standardOutput.ts';

/** Takes so many writes, then fails in this way. */
function streamFailingAfter(count: number, code: string, isThrown = false): Writable {
  let left = count;
  return new Writable({
    autoDestroy: false,
    write: (_chunk, _encoding, done) => {
      if (left-- > 0) return done();
      const error = Object.assign(new Error(code), { code });
      if (isThrown) throw error;
      done(error);
    },
  });
}

describe('standard output', () => {
  async function writeTwice(stream: Writable): Promise<{ output: StandardOutput; complaints: string[]; ends: number }> {
    const complaints: string[] = [];
    const output = openStandardOutput(stream, (message) => void complaints.push(message));
    let ends = 0;
    output.onEnd(() => ends++);
    output.write('one');
    output.write('two');
    await new Promise<void>((settle) => output.flush(settle));
    return { output, complaints, ends };
  }

  it('stays open while it can be written', async () => {
    const { output, complaints, ends } = await writeTwice(streamFailingAfter(3, 'ENOSPC'));
    assert.deepEqual([output.state(), complaints, ends], ['open', [], 0]);
  });

  for (const isThrown of [false, true]) {
    it(`complains once when it fails${isThrown ? ' by an exception' : ''}`, async () => {
      const { output, complaints, ends } = await writeTwice(streamFailingAfter(1, 'ENOSPC', isThrown));
      assert.equal(output.state(), 'failed');
      assert.deepEqual(complaints, ['The output cannot be written: no space is left.']);
      assert.equal(ends, 1);
    });
  }

  it('is quiet when its reader went away', async () => {
    const { output, complaints, ends } = await writeTwice(streamFailingAfter(0, 'EPIPE'));
    assert.deepEqual([output.state(), complaints, ends], ['closed', [], 1]);
  });
});

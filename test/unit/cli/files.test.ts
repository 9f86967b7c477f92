import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describeFileError } from '../../../src/cli/files.ts';

describe('files that a person names', () => {
  it('cannot be had for a reason in plain words', () => {
    const reasonOf = (path: string): string => {
      try {
        readFileSync(path);
      } catch (error) {
        return describeFileError(error);
      }
      return 'it was read';
    };
    assert.equal(reasonOf(process.cwd()), 'it is a folder');
    assert.equal(reasonOf('no/such/file'), 'there is no such file or folder');
  });
});

// A root, an intermediate and a server certificate for the scripted server, written as PEM files into a folder.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorityFields, issue, makeAuthority, serverFields } from '../../../src/lab/authority.ts';
import { makeKey } from '../../../src/lab/keys.ts';
import type { KeyKind } from '../../../src/lab/keys.ts';

function writeMaterial(folder: string, name: string, kind: KeyKind): void {
  const root = makeAuthority(makeKey('rsa-2048'), { subject: 'Bench root' });
  const middle = issue(root, makeKey('rsa-2048'), {
    ...authorityFields('Bench intermediate'),
    basicConstraints: { isAuthority: true, pathLength: 0 },
  });
  const server = issue(middle, makeKey(kind), serverFields(name));
  writeFileSync(join(folder, 'root.pem'), root.pem);
  writeFileSync(join(folder, 'chain.pem'), server.pem + middle.pem);
  writeFileSync(join(folder, 'key.pem'), server.keyPem, { mode: 0o600 });
}

const [folder, name, kind] = process.argv.slice(2);
if (folder === undefined || name === undefined || kind === undefined) throw new Error('folder, name and kind of key');
writeMaterial(folder, name, kind as KeyKind);

// Texts kept on disk as they should be. SMTP_TLS_UPDATE_GOLDEN=1 writes them anew; the difference is then read by a person.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const updatesGolden = process.env['SMTP_TLS_UPDATE_GOLDEN'] === '1';

/** `name` is a path below test/golden. */
export function assertGolden(name: string, text: string): void {
  const path = join(process.cwd(), 'test', 'golden', name);
  if (updatesGolden) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  assert.ok(existsSync(path), `${path} is missing; SMTP_TLS_UPDATE_GOLDEN=1 writes it.`);
  assert.equal(text, readFileSync(path, 'utf8'), `${name} differs; SMTP_TLS_UPDATE_GOLDEN=1 writes it anew.`);
}

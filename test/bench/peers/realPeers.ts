// Debian's tools and servers for comparison, through the helpers of the real server tests. A process of its own:
// it is ended with all it started. Answers each message with what could be had, or why not.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackPackage } from '../../support/debianPackages.ts';
import { startPostfix } from '../../support/servers/postfix.ts';
import type { RealServer } from '../../support/servers/realServer.ts';

type Request =
  | { readonly kind: 'unpack'; readonly name: string }
  | { readonly kind: 'postfix'; readonly chainFile: string; readonly keyFile: string; readonly hostName: string }
  | { readonly kind: 'close' };

let postfix: RealServer | undefined;

async function answer(request: Request): Promise<object> {
  switch (request.kind) {
    case 'unpack': {
      const { folder, version } = await unpackPackage(request.name);
      return { folder, version, hasFinger: existsSync(join(folder, 'usr/sbin/posttls-finger')) };
    }
    case 'postfix': {
      const read = (file: string): string => readFileSync(file, 'utf8');
      const identity = { chainPem: read(request.chainFile), keyPem: read(request.keyFile) };
      // Postfix takes many connections from one client only when it is told to.
      const parameters = { smtpd_client_connection_count_limit: '0', smtpd_client_connection_rate_limit: '0' };
      postfix = await startPostfix({ identity, hostName: request.hostName, parameters });
      return { port: postfix.port, software: postfix.software };
    }
    case 'close':
      await postfix?.close();
      postfix = undefined;
      return {};
  }
}

process.on('message', (message) => {
  answer(message as Request).then(
    (value) => process.send?.({ status: 'had', ...value }),
    (error: unknown) =>
      process.send?.({ status: 'not-had', reason: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => void answer({ kind: 'close' }).finally(() => process.exit(0)));

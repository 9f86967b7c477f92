// The lab of broken servers as a process of its own, and the command lines that probe its endpoints.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from './processes.mjs';
import { projectFolder } from './project.mjs';

const startMs = 60_000;

/**
 * Starts dist/lab.js, which writes `workspace`; with `ids`, only these of its servers. Gives `endpoints` and `authorities` as the lab announces them, and
 * `stop()`. It ends with this process, because its standard input does.
 */
export async function startLabProcess(workspace, ids = []) {
  let text = '';
  const announced = deferred();
  const args = [join(projectFolder, 'dist', 'lab.js'), '--workspace', workspace];
  if (ids.length > 0) args.push('--only', ids.join(','));
  const lab = startProcess(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    onText: (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) announced.resolve(text.slice(0, end));
    },
  });
  void lab.exited.then((code) => announced.reject(new Error(`The lab ended with ${code} before it was ready.`)));
  const timer = setTimeout(() => announced.reject(new Error('The lab was not ready in time.')), startMs);
  try {
    const { endpoints, authorities } = JSON.parse(await announced.promise);
    return { endpoints, authorities, stop: lab.stop };
  } catch (error) {
    await lab.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What Promise.withResolvers gives from Node 22 on. */
function deferred() {
  let resolve;
  let reject;
  const promise = new Promise((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}

/** The way the command line takes one endpoint. */
export function endpointArgument({ host, port, tlsMode }) {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return tlsMode === 'implicit' ? `smtps://${address}` : address;
}

/** Options of the command line for one endpoint; keys and certificates go to files in `folder`. */
function optionArguments({ serverName, options = {}, deadlines }, folder) {
  const { clientCertificate, minimumTls, ehloName } = options;
  const args = serverName === undefined ? [] : ['--servername', serverName];
  if (deadlines?.whole !== undefined) args.push('--timeout', String(deadlines.whole / 1_000));
  if (minimumTls !== undefined) args.push('--min-tls', minimumTls);
  if (ehloName !== undefined) args.push('--ehlo', ehloName);
  const save = (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  if (clientCertificate?.kind === 'pem') {
    const { certificate, key } = clientCertificate;
    args.push('--cert', save('client.pem', certificate), '--key', save('client.key', key));
  } else if (clientCertificate?.kind === 'pfx') {
    args.push('--pfx', save('client.pfx', Buffer.from(clientCertificate.pfx, 'base64')));
  }
  if (clientCertificate?.passphrase !== undefined) args.push('--passphrase', clientCertificate.passphrase);
  return args;
}

/** What an owner expects stands in a fleet file only: one with these endpoints, beside that of the lab. */
function fleetOf(endpoints, workspace) {
  const ids = new Set(endpoints.map(({ id }) => id));
  const all = JSON.parse(readFileSync(join(workspace, 'smtp-tls.json'), 'utf8')).endpoints;
  const path = join(workspace, 'expectations.smtp-tls.json');
  writeFileSync(path, JSON.stringify({ endpoints: all.filter(({ name }) => ids.has(name)) }));
  return path;
}

/** The command lines that probe the endpoints, those with the same options in one call. Keys and certificates go to files in `folder`. */
export function probeArguments(endpoints, { folder, workspace }) {
  const groups = new Map();
  const judged = endpoints.filter(({ options }) => options?.policy !== undefined);
  for (const endpoint of endpoints) {
    if (judged.includes(endpoint)) continue;
    const options = optionArguments(endpoint, folder);
    const key = JSON.stringify(options);
    if (!groups.has(key)) groups.set(key, [...options]);
    groups.get(key).push(endpointArgument(endpoint));
  }
  return [...groups.values(), ...(judged.length === 0 ? [] : [['--fleet', fleetOf(judged, workspace)]])];
}

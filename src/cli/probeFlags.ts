// Flags → the options of a probe.

import { deadlinesWithin, defaultDeadlines } from '../model/limits.ts';
import type { ClientCertificate, ProbeOptions } from '../model/options.ts';
import { addressFamily } from '../formats/ipAddress.ts';
import { decodeText } from '../formats/textDecoding.ts';
import type { ProbeCommand, Sources } from './command.ts';
import type { Values } from './flags.ts';
import { readFurtherTests } from './furtherFlags.ts';
import { BadFlag, parseAddress, parseEhloName, parseHostName, parseMinimumTls, parseNumber } from './flagValues.ts';
import { parseOneOf, readAuthorities, readNamedFile } from './flagValues.ts';

/** The variable is for those who do not want the passphrase in the list of processes. */
const passphraseVariable = 'SMTP_TLS_PASSPHRASE';

function readClientCertificate(values: Values, sources: Sources): ClientCertificate | undefined {
  const { readFile, environment } = sources;
  const { cert, key, pfx } = values;
  if (cert === undefined && key === undefined && pfx === undefined) {
    if (values.passphrase === undefined) return undefined;
    throw new BadFlag('--passphrase goes with --key or --pfx.');
  }
  const fromEnvironment = environment[passphraseVariable];
  const text = values.passphrase ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  const passphrase = text === undefined ? {} : { passphrase: text };
  if (pfx !== undefined) {
    if (cert !== undefined || key !== undefined) throw new BadFlag('Give --pfx or --cert with --key, not both.');
    return { kind: 'pfx', pfx: readNamedFile('--pfx', pfx, readFile).toString('base64'), ...passphrase };
  }
  if (cert === undefined || key === undefined) throw new BadFlag('--cert and --key go together.');
  return {
    kind: 'pem',
    certificate: decodeText(readNamedFile('--cert', cert, readFile)),
    key: decodeText(readNamedFile('--key', key, readFile)),
    ...passphrase,
  };
}

type Addressing = Pick<ProbeOptions, 'family' | 'address' | 'localAddress'>;

function readAddressing(values: Values): Addressing {
  const address = values.address === undefined ? undefined : parseAddress('address', values.address);
  const local = values['local-address'];
  const localAddress = local === undefined ? undefined : parseAddress('local-address', local);
  const family =
    values.family === undefined ? undefined : parseOneOf('family', values.family, ['4', '6']) === '4' ? 4 : 6;
  const localFamily = localAddress === undefined ? undefined : addressFamily(localAddress);
  if (family !== undefined && address !== undefined && addressFamily(address) !== family) {
    throw new BadFlag(`--address ${address} is not of --family ${family}.`);
  }
  if (family !== undefined && localAddress !== undefined && localFamily !== family) {
    throw new BadFlag(`--local-address ${localAddress} is not of --family ${family}.`);
  }
  if (address !== undefined && localAddress !== undefined && localFamily !== addressFamily(address)) {
    throw new BadFlag(`--local-address ${localAddress} and --address ${address} are of different families.`);
  }
  return {
    ...(family === undefined ? {} : { family }),
    ...(address === undefined ? {} : { address }),
    ...(localAddress === undefined ? {} : { localAddress }),
  };
}

export function readOptions(values: Values, sources: Sources): Pick<ProbeCommand, 'options' | 'warnings'> {
  const minimum = values['min-tls'];
  const certificate = readClientCertificate(values, sources);
  const authorities = values.ca === undefined ? undefined : readAuthorities(values.ca, sources.readFile);
  const furtherTests = readFurtherTests(values);
  const options: ProbeOptions = {
    ...(values.ehlo === undefined ? {} : { ehloName: parseEhloName(values.ehlo) }),
    ...(values.servername === undefined ? {} : { serverName: parseHostName('servername', values.servername) }),
    ...readAddressing(values),
    ...(authorities === undefined ? {} : { authorities: authorities.pem }),
    ...(values['all-stores'] === true ? { asksAllStores: true } : {}),
    ...(certificate === undefined ? {} : { clientCertificate: certificate }),
    ...(minimum === undefined ? {} : { minimumTls: parseMinimumTls(minimum) }),
    ...(furtherTests === undefined ? {} : { furtherTests }),
    deadlines:
      values.timeout === undefined
        ? defaultDeadlines
        : deadlinesWithin(parseNumber('timeout', values.timeout, 0.1, 3_600) * 1_000),
  };
  return { options, warnings: authorities?.warnings ?? [] };
}

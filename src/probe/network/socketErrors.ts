// Error objects of the operating system and the resolver → failures in the model's words.

import type { AddressFamily } from '../../model/endpoint.ts';
import type { Failure, FailureCode } from '../../model/failure.ts';
import type { Phase } from '../../model/transcript.ts';
import { printableText } from '../../formats/printable.ts';

interface CodedError {
  readonly code: string;
  readonly message: string;
}

const sentences: Readonly<Record<string, readonly [FailureCode, string]>> = {
  ECONNREFUSED: [
    'connection-refused',
    'refused the connection: nothing listens on this port, or a firewall rejects it',
  ],
  ECONNRESET: ['connection-closed', 'reset the connection'],
  EPIPE: ['connection-closed', 'closed the connection'],
  ECONNABORTED: ['connection-closed', 'the connection was aborted'],
  ETIMEDOUT: ['connection-timeout', 'did not answer'],
  EHOSTUNREACH: ['network-unreachable', 'cannot be reached: no route to the host'],
  ENETUNREACH: ['network-unreachable', 'cannot be reached: no route to the network'],
  EHOSTDOWN: ['network-unreachable', 'cannot be reached: the host is down'],
  EACCES: ['network-unreachable', 'cannot be reached: this machine forbids the connection'],
  EPERM: ['network-unreachable', 'cannot be reached: this machine forbids the connection'],
  EADDRNOTAVAIL: ['network-unreachable', 'cannot be reached: the local address does not belong to this machine'],
  EINVAL: ['network-unreachable', 'cannot be reached from the local address chosen'],
};

/** Code and message of anything thrown or emitted as an error. */
export function readError(error: unknown): CodedError {
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    // OpenSSL's message holds addresses and source lines; its `reason` is what a person can read.
    const text = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
    return { code, message: printableText(text.trim(), 300) };
  }
  return { code: 'unknown', message: printableText(String(error), 300) };
}

/** @param peer Who the sentence is about, such as `192.0.2.1 port 25`. */
export function socketFailure(error: unknown, phase: Phase, peer: string): Failure {
  const { code, message } = readError(error);
  const [failureCode, sentence] = sentences[code] ?? ['connection-closed', `broke off: ${message}`];
  return { code: failureCode, phase, detail: `${peer} ${sentence} (${code}).`, errorCode: code };
}

/** @param family The only address family that was asked for, if not both were. */
export function resolverFailure(error: unknown, host: string, family?: AddressFamily): Failure {
  const { code, message } = readError(error);
  if (code === 'ENOTFOUND' || code === 'ENODATA') {
    return {
      code: 'host-not-found',
      phase: 'resolve',
      detail: `The name ${host} has no ${family === undefined ? '' : `IPv${family} `}address in DNS (${code}).`,
      errorCode: code,
    };
  }
  const reason = code === 'EAI_AGAIN' ? 'the name server did not answer or failed' : message;
  return {
    code: 'dns-failed',
    phase: 'resolve',
    detail: `The name ${host} could not be looked up: ${reason} (${code}).`,
    errorCode: code,
  };
}

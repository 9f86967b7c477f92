// The handshake failed for a reason the TLS library named.

import type { Failure } from '../../model/failure.ts';
import { rfc } from '../../formats/citations.ts';
import { handshakeErrorText, otherHandshakeFix } from '../handshakeErrors.ts';
import {
  describeEngine,
  handshakeFailureRule,
  hasLimitedEngine,
  isBrokenOff,
  versionLimit,
} from '../handshakeOutcome.ts';
import { isKeyUsageRefusal } from '../keyUsage.ts';
import { isLogged } from '../../formats/loggedResult.ts';
import { failureLocation } from '../../formats/quoting.ts';

const writerTitle = 'The Exchange server that wrote the log could not use its own certificate';

export const failed = handshakeFailureRule({
  id: 'handshake/failed',
  title: 'The TLS handshake failed',
  severity: 'error',
  citation: rfc(8446, '4'),
  meaning:
    'The TLS library of this probe could not finish the handshake with what the server sent, and named the reason. The reasons that are known stand on the page of this rule, with what to do about each. Where the library itself is the one that lacks something, nothing is proved about the server, and the finding says so.',
  fix: otherHandshakeFix,
  isMine: (failure: Failure) =>
    failure.code === 'tls-handshake-failed' && !isBrokenOff(failure) && !isKeyUsageRefusal(failure),
  symptom: (failure, result) => {
    const where = failureLocation(result, failure);
    const code = failure.errorCode === undefined ? '' : ` (${failure.errorCode})`;
    const known = handshakeErrorText(failure.errorCode ?? '');
    const fix = known?.fix ?? otherHandshakeFix;
    const seen = `${failure.detail}${known === undefined ? '' : ` ${known.meaning}`}`;
    const limit = versionLimit(result);
    if (limit !== undefined) {
      return {
        severity: 'warning',
        text: `${seen} ${limit.text.slice(0, -1)}${code}.`,
        where,
        fix: `${limit.fix} ${fix}`,
      };
    }
    if (known?.ownLimit === 'every-engine') {
      const text = `${seen} The probe spoke with ${describeEngine(result)}: nothing is proved about the server${code}.`;
      return { severity: 'warning', text, where, fix };
    }
    // Of a log: the TLS is that of the server that wrote it.
    if (isLogged(result)) {
      const open =
        known?.isOfWriter === true ? ' Nothing is proved about the other side' : ' No mail can be encrypted this way';
      return {
        ...(known?.isOfWriter === true ? { title: writerTitle } : {}),
        text: `${seen}${open}${code}.`,
        where,
        fix,
      };
    }
    const isOurLimit = hasLimitedEngine(result) && (known === undefined || known.ownLimit !== undefined);
    if (!isOurLimit) return { text: `${seen} No mail can be encrypted this way${code}.`, where, fix };
    return {
      severity: 'warning',
      text: `${seen} The probe spoke with ${describeEngine(result)}: the reason may be this engine's, so nothing is proved about the server${code}.`,
      where,
      fix,
    };
  },
});

// The TLS session as facts, and what the server offered before and inside it.

import type { Capabilities } from '../../src/model/smtp.ts';
import type { Outcome } from '../../src/model/evidence.ts';
import type { View } from './context.ts';
import { element, factList, section } from './element.ts';
import { t } from './l10n.ts';
import type { LabelledText, PageState } from './state.ts';

const longestList = 40;

function offered(label: string, outcome: Outcome<Capabilities>): readonly LabelledText[] {
  if (outcome.status !== 'known') return [];
  const keywords = outcome.value.keywords.map(({ keyword, parameters }) => [keyword, ...parameters].join(' '));
  const shown = keywords.slice(0, longestList).join(' · ');
  const rest = keywords.length - longestList;
  if (keywords.length === 0) return [[label, t('no extension')]];
  return [[label, rest > 0 ? t('{0} and {1} more', shown, rest) : shown]];
}

export function openSession(): View {
  const { root, body } = section('session', t('TLS session'));
  let shown: PageState | undefined;
  return {
    root,
    render: (state) => {
      if (shown?.assessment === state.assessment && shown?.isRunning === state.isRunning) return;
      shown = state;
      const { assessment, isRunning } = state;
      root.classList.toggle('is-old', isRunning && assessment !== undefined);
      if (assessment === undefined) {
        body.replaceChildren(
          element(
            'p',
            { class: 'quiet' },
            isRunning ? t('Waiting for the handshake.') : t('Nothing has been probed yet.'),
          ),
        );
        return;
      }
      const { evidence } = assessment;
      body.replaceChildren(
        factList([
          ...state.words.session,
          ...offered(t('Offered before TLS'), evidence.capabilities),
          ...offered(t('Offered inside TLS'), evidence.capabilitiesInTls),
        ]),
      );
    },
  };
}

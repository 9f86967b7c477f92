// The TLS session as facts, and what the server offered before and inside it.

import type { Capabilities } from '../../src/model/smtp.ts';
import type { Outcome } from '../../src/model/evidence.ts';
import { element, factList, section } from './element.ts';
import type { LabelledText, PageState } from './state.ts';

const longestList = 40;

function offered(label: string, outcome: Outcome<Capabilities>): readonly LabelledText[] {
  if (outcome.status !== 'known') return [];
  const keywords = outcome.value.keywords.map(({ keyword, parameters }) => [keyword, ...parameters].join(' '));
  const shown = keywords.slice(0, longestList).join(' · ');
  const more = keywords.length > longestList ? ` and ${keywords.length - longestList} more` : '';
  return [[label, keywords.length === 0 ? 'no extension' : `${shown}${more}`]];
}

export interface SessionView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}

export function openSession(): SessionView {
  const { root, body } = section('session', 'TLS session');
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
          element('p', { class: 'quiet' }, isRunning ? 'Waiting for the handshake.' : 'Nothing has been probed yet.'),
        );
        return;
      }
      const { evidence } = assessment;
      body.replaceChildren(
        factList([
          ...state.words.session,
          ...offered('Offered before TLS', evidence.capabilities),
          ...offered('Offered inside TLS', evidence.capabilitiesInTls),
        ]),
      );
    },
  };
}

// The page of one endpoint: takes messages, draws what changed, tells the extension what a person asks for.

import { openCertificates } from './certificates.ts';
import { element, jumpTo } from './element.ts';
import { findingId, openFindings } from './findings.ts';
import { openHead } from './head.ts';
import { openSession } from './session.ts';
import { applyMessage, parseMessage } from './state.ts';
import type { Intent, PageState } from './state.ts';
import { openTranscript } from './transcript.ts';
import { openUnknowns } from './unknowns.ts';
import { openWaterfall } from './waterfall.ts';

interface Host {
  readonly postMessage: (message: Intent) => void;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): Host;

function start(host: Host, page: HTMLElement): void {
  const send = (intent: Intent): void => host.postMessage(intent);
  const head = openHead(send);
  const transcript = openTranscript(send);
  const findings = openFindings(send, transcript.showLine);
  const waterfall = openWaterfall();
  const session = openSession();
  const certificates = openCertificates(send);
  const unknowns = openUnknowns();
  const views = [head, findings, waterfall, transcript, session, certificates, unknowns];
  page.append(
    head.root,
    element('div', { class: 'column column-main' }, findings.root, transcript.root),
    element('div', { class: 'column column-side' }, waterfall.root, session.root),
    certificates.root,
    unknowns.root,
  );
  let state: PageState | undefined;
  let isDrawing = false;
  const draw = (): void => {
    isDrawing = false;
    if (state === undefined) return;
    page.classList.toggle('is-running', state.isRunning);
    for (const view of views) view.render(state);
  };
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = parseMessage(event.data);
    if (message === undefined) return;
    state = applyMessage(state, message);
    if (message.kind === 'state') host.setState({ key: message.state.key });
    if (message.kind === 'reveal') {
      draw();
      jumpTo(findingId(message.finding));
      return;
    }
    // However many messages come, one drawing for each frame.
    if (!isDrawing) requestAnimationFrame(draw);
    isDrawing = true;
  });
  send({ kind: 'ready' });
}

const page = document.getElementById('page');
if (page !== null) start(acquireVsCodeApi(), page);

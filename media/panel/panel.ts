// The page of one endpoint: takes messages, draws what changed, tells the extension what a person asks for.

import { openCertificates } from './certificates.ts';
import { openChanges } from './changes.ts';
import type { PageContext } from './context.ts';
import { element, jumpTo } from './element.ts';
import { openFindings } from './findings.ts';
import { openFirstFix } from './firstFix.ts';
import { openFurtherTests } from './furtherTests.ts';
import { openHead } from './head.ts';
import { openHistory } from './history.ts';
import { causeId, findingId } from './ids.ts';
import { useLanguage } from './l10n.ts';
import { readTexts } from './pageTexts.ts';
import { openMemory } from './memory.ts';
import { openSession } from './session.ts';
import { applyMessage, parseMessage } from './state.ts';
import type { Intent, PageHistory, PageState } from './state.ts';
import { openTranscript } from './transcript.ts';
import { openUnknowns } from './unknowns.ts';
import { openWaterfall } from './waterfall.ts';

interface Host {
  readonly postMessage: (message: Intent) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): Host;

/** How long scrolling rests before its place is kept. */
const restMs = 150;

/** A page that is not as long as it was by then will not be: it is left where it is. */
const settleMs = 5_000;

/** How often ages are written anew. */
const ageMs = 30_000;

function start(host: Host, page: HTMLElement): void {
  const send = (intent: Intent): void => host.postMessage(intent);
  const memory = openMemory(host.getState(), host.setState);
  let state: PageState | undefined;
  let history: PageHistory | undefined;
  let product = memory.kept().product ?? '';
  /** Where the page was scrolled to before it went away; undefined once it is there again. */
  let pendingScroll = memory.kept().scroll;
  let isDrawing = false;
  const context: PageContext = { send, memory, product: () => product };
  const chooseProduct = (chosen: string): void => {
    product = chosen;
    memory.keep({ product });
    draw();
  };
  const head = openHead(
    context,
    openFirstFix(context, (chosen) => {
      send({ kind: 'choose-product', product: chosen });
      chooseProduct(chosen);
    }),
  );
  const transcript = openTranscript(context);
  const findings = openFindings(context, transcript.showLine);
  const changes = openChanges();
  const waterfall = openWaterfall();
  const session = openSession();
  const past = openHistory(context);
  const certificates = openCertificates(context);
  const furtherTests = openFurtherTests();
  const unknowns = openUnknowns(context);
  const views = [head, findings, waterfall, transcript, session, furtherTests, certificates, unknowns];
  page.append(
    head.root,
    element('div', { class: 'column column-main' }, changes.root, findings.root, furtherTests.root, transcript.root),
    element('div', { class: 'column column-side' }, waterfall.root, session.root, past.root),
    certificates.root,
    unknowns.root,
  );
  const draw = (): void => {
    isDrawing = false;
    if (state === undefined) return;
    page.classList.toggle('is-running', state.isRunning);
    for (const view of views) view.render(state);
    changes.render(history?.changes, !state.isRunning);
    past.render(history, state.assessment?.startedAt);
    if (pendingScroll === undefined) return;
    window.scrollTo(0, pendingScroll);
    // What is still to come makes the page longer: it is scrolled again then.
    if (Math.abs(window.scrollY - pendingScroll) < 2) pendingScroll = undefined;
  };
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = parseMessage(event.data);
    if (message === undefined) return;
    state = applyMessage(state, message);
    switch (message.kind) {
      case 'state': {
        const { key, past: result } = message.state;
        memory.keep({ key, ...(result?.id === undefined ? {} : { result: result.id }) });
        break;
      }
      case 'history':
        history = message.history;
        break;
      case 'product':
        chooseProduct(message.product);
        return;
      case 'reveal':
        pendingScroll = undefined;
        draw();
        jumpTo(findingId(message.finding), message.keepsFocus);
        return;
      case 'reveal-cause':
        pendingScroll = undefined;
        draw();
        jumpTo(causeId(message.cause), message.keepsFocus);
        return;
      case 'progress':
        break;
    }
    // However many messages come, one drawing for each frame.
    if (!isDrawing) requestAnimationFrame(draw);
    isDrawing = true;
  });
  let resting: number | undefined;
  window.addEventListener('scroll', () => {
    window.clearTimeout(resting);
    resting = window.setTimeout(() => memory.keep({ scroll: Math.round(window.scrollY) }), restMs);
  });
  // A person who scrolls has found the place.
  for (const gesture of ['wheel', 'keydown', 'pointerdown']) {
    window.addEventListener(gesture, () => (pendingScroll = undefined), { passive: true });
  }
  window.setTimeout(() => (pendingScroll = undefined), settleMs);
  window.setInterval(() => past.grow(), ageMs);
  send({ kind: 'ready' });
}

const page = document.getElementById('page');
if (page !== null) {
  useLanguage(document.documentElement.lang, readTexts());
  start(acquireVsCodeApi(), page);
}

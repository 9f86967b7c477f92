// The tools for language models: what a person is asked before anything is sent, and what a model is told.

import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Store } from '../../../src/engine/store.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { App } from '../../../src/extension/app.ts';
import { explain, prepareExplain, prepareProbe, probe } from '../../../src/extension/toolAnswers.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, soundResult } from '../../support/results.ts';

const key = 'mx.example.com:25';

interface FakeApp {
  readonly app: App;
  readonly launched: string[];
  readonly cancelled: string[];
  readonly log: string[];
}

/** An app whose probes give `assessment` at once. */
function fakeApp(assessment: Assessment = judge(soundResult())): FakeApp {
  const store = new Store();
  const [launched, cancelled, log]: [string[], string[], string[]] = [[], [], []];
  const app = {
    store,
    loaded: Promise.resolve(),
    log: { info: (text: string) => void log.push(text) },
    launcher: {
      launch: (wanted: string) => {
        launched.push(wanted);
        return Promise.resolve(assessment);
      },
      cancel: (wanted: string) => void cancelled.push(wanted),
    },
  };
  return { app: app as unknown as App, launched, cancelled, log };
}

const token = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
} as unknown as vscode.CancellationToken;

describe('the probe tool', () => {
  it('asks before it sends anything, and names host and port', () => {
    const { confirmationMessages } = prepareProbe({ host: 'mx.example.com' });
    assert.deepEqual(confirmationMessages, {
      title: 'Probe the TLS of mx.example.com:25?',
      message: 'This computer connects to mx.example.com:25 and speaks SMTP with STARTTLS. No mail is sent.',
    });
    const implicit = prepareProbe({ host: '::1', port: 2465, tls: 'implicit', serverName: 'mx.example.com' });
    assert.deepEqual(implicit.confirmationMessages, {
      title: 'Probe the TLS of [::1]:2465?',
      message:
        'This computer connects to [::1]:2465 and speaks TLS from the first byte. No mail is sent. The name it asks for is mx.example.com.',
    });
  });

  it('sends nothing for an input of no use', async () => {
    const { app, launched } = fakeApp();
    assert.equal(prepareProbe({ host: 'a b' }).confirmationMessages, undefined);
    await assert.rejects(probe(app, { host: 'a b' }, token), /This cannot be probed\. "a b" is not a host name/);
    assert.deepEqual(launched, []);
  });

  it('lists the endpoint, says in the log who asked, and tells the verdict', async () => {
    const { app, launched, log } = fakeApp();
    const text = await probe(app, { host: 'mx.example.com', serverName: 'other.example.com' }, token);
    assert.match(text, /^SMTP TLS probe of mx\.example\.com:25 by STARTTLS.*\nVerdict: Sound\./);
    assert.deepEqual(launched, [key]);
    assert.deepEqual(app.store.get(key)?.profile, { origin: 'person', serverName: 'other.example.com' });
    assert.deepEqual(log, [`${key}: a probe is asked for by a language model`]);
  });

  it('changes nothing of an endpoint that a fleet file lists', async () => {
    const { app, launched } = fakeApp();
    app.store.apply({ kind: 'added', endpoint, profile: { origin: 'file', serverName: 'mx.example.com' } });
    const profile = app.store.get(key)?.profile;
    const asked = { host: 'mx.example.com', serverName: 'evil.example' };
    await assert.rejects(probe(app, asked, token), /is listed in a fleet file, which says how it is probed/);
    assert.deepEqual(launched, []);
    await probe(app, { host: 'mx.example.com' }, token);
    assert.equal(app.store.get(key)?.profile, profile);
  });

  it('says where to look when the probe did not start', async () => {
    const { app } = fakeApp();
    const refusing = { ...app, launcher: { launch: () => Promise.resolve(undefined) } } as unknown as App;
    await assert.rejects(probe(refusing, { host: 'mx.example.com' }, token), /was not probed\. The log .* says why/);
  });

  it('ends the probe when the model or the person cancels', async () => {
    const { app, cancelled } = fakeApp();
    const cancelling = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => void) => {
        listener();
        return { dispose: () => undefined };
      },
    } as unknown as vscode.CancellationToken;
    await probe(app, { host: 'mx.example.com' }, cancelling);
    assert.deepEqual(cancelled, [key]);
  });
});

describe('the explain tool', () => {
  it('asks nobody, as nothing is sent, and shows no markup of a model', () => {
    const { confirmationMessages, invocationMessage } = prepareExplain({ text: '[x](command:evil) `*' });
    assert.equal(confirmationMessages, undefined);
    assert.equal(invocationMessage, 'Explaining xcommand:evil ');
  });

  it('tells the last result of an endpoint by key, host or name', async () => {
    const { app, launched } = fakeApp();
    const assessment = judge(soundResult());
    app.store.apply({ kind: 'added', endpoint, profile: { origin: 'person', name: 'Our MX' }, assessment });
    for (const text of [key, 'MX.example.com', 'our mx']) {
      assert.match(
        await explain(app, { text }),
        /^The last result, from the list\. It was not probed again\.\nSMTP TLS probe/,
        text,
      );
    }
    assert.deepEqual(launched, []);
  });

  it('finds rules by their words, and names all where none fits', async () => {
    const { app } = fakeApp();
    assert.match(await explain(app, { text: 'certificate expired' }), /^Error certificate\/expired:/);
    assert.match(await explain(app, { rule: 'no/such' }), /^No rule, no cause and no endpoint .*certificate\/expired/);
    await assert.rejects(explain(app, {}), /Neither rule nor text is given/);
  });
});

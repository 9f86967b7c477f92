// What the tools for language models answer, and what a person is asked before.

import type * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import type { RulePage } from '../model/rulePage.ts';
import { printableText } from '../formats/printable.ts';
import { formatEndpoint, parseTarget } from '../formats/targetText.ts';
import { formatAssessmentForTool, formatCauseForTool, formatRuleForTool } from '../report/toolResult.ts';
import type { App } from './app.ts';
import { loadCauseBook } from './causeBook.ts';
import type { EndpointEntry } from '../model/fleet.ts';
import { t } from './l10n.ts';
import { probeForOthers } from './outsideProbe.ts';
import { loadRuleBook } from './ruleBook.ts';
import { parseExplainInput, parseProbeInput } from './toolInput.ts';

/** Results of several endpoints at once would be more than a model reads. */
const maximumEndpoints = 3;
const maximumPages = 3;

function describeProbe({ endpoint, serverName }: EndpointEntry): string {
  const where = formatEndpoint(endpoint);
  const how =
    endpoint.tlsMode === 'implicit'
      ? t('This computer connects to {0} and speaks TLS from the first byte. No mail is sent.', where)
      : t('This computer connects to {0} and speaks SMTP with STARTTLS. No mail is sent.', where);
  return serverName === undefined ? how : `${how} ${t('The name it asks for is {0}.', serverName)}`;
}

/** Without a confirmation where the input is of no use: then nothing is sent either. */
export function prepareProbe(input: unknown): vscode.PreparedToolInvocation {
  const entry = parseProbeInput(input);
  if (entry.status === 'invalid') return { invocationMessage: t('Probing SMTP TLS') };
  const where = formatEndpoint(entry.value.endpoint);
  return {
    invocationMessage: t('Probing {0}', where),
    confirmationMessages: { title: t('Probe the TLS of {0}?', where), message: describeProbe(entry.value) },
  };
}

/** @throws With a reason that a model can act on. */
export async function probe(app: App, input: unknown, token: vscode.CancellationToken): Promise<string> {
  const entry = parseProbeInput(input);
  if (entry.status === 'invalid') throw new TypeError(`This cannot be probed. ${entry.reason}`);
  const [assessment, { findRulePage }, { findCause }] = await Promise.all([
    probeForOthers(app, entry.value, 'a language model', token),
    loadRuleBook(),
    loadCauseBook(),
  ]);
  return formatAssessmentForTool(assessment, { findRulePage, findCause });
}

export function prepareExplain(input: unknown): vscode.PreparedToolInvocation {
  const parsed = parseExplainInput(input);
  const { rule, text } = parsed.status === 'parsed' ? parsed.value : {};
  const what = rule ?? text;
  if (what === undefined) return { invocationMessage: t('Explaining SMTP TLS') };
  // Shown as Markdown: a model may have copied it from a server.
  return { invocationMessage: t('Explaining {0}', printableText(what, 80).replace(/[^\w ./:-]/g, '')) };
}

function findByText(app: App, text: string): readonly EndpointState[] {
  const wanted = text.toLowerCase();
  const target = parseTarget(text);
  const host = target.status === 'parsed' ? target.value.host : undefined;
  const states = [...app.store.all()];
  const exact = states.filter(({ key, profile }) => key === wanted || profile.name?.toLowerCase() === wanted);
  return exact.length > 0 ? exact : states.filter(({ endpoint }) => endpoint.host === host);
}

/** Those in which most of the words occur; in the title they count double. */
function findByWords<T extends Pick<RulePage, 'id' | 'title' | 'meaning'>>(
  pages: readonly T[],
  text: string,
): readonly T[] {
  const words = text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
  const weigh = (page: T): number => {
    const head = `${page.id} ${page.title}`.toLowerCase();
    const body = page.meaning.toLowerCase();
    return words.reduce((sum, word) => sum + (head.includes(word) ? 2 : body.includes(word) ? 1 : 0), 0);
  };
  const weighed = pages
    .map((page) => ({ page, weight: weigh(page) }))
    .filter(({ weight }) => weight > words.length / 2);
  return weighed
    .sort((a, b) => b.weight - a.weight)
    .slice(0, maximumPages)
    .map(({ page }) => page);
}

/** Reply codes, or so many words that nobody types them to name a rule. */
const looksLikeError = /\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b|.{80}/s;

/** What a mail error says, where its words are known. */
async function explainText(text: string): Promise<readonly string[]> {
  if (!looksLikeError.test(text)) return [];
  const [{ explainMailErrors }, { formatMailErrorForTool }] = await Promise.all([
    import('../decoder/explain.ts'),
    import('../report/mailErrorMarkdown.ts'),
  ]);
  const report = explainMailErrors(text);
  return report.explanations.some(({ confidence }) => confidence !== 'unknown') ? [formatMailErrorForTool(report)] : [];
}

export async function explain(app: App, input: unknown): Promise<string> {
  const parsed = parseExplainInput(input);
  if (parsed.status === 'invalid') throw new TypeError(parsed.reason);
  await app.loaded;
  const { rule, text } = parsed.value;
  const [{ rulePages, findRulePage }, { causes, findCause }] = await Promise.all([loadRuleBook(), loadCauseBook()]);
  const parts: string[] = [];
  const page = rule === undefined ? undefined : findRulePage(rule);
  if (page !== undefined) parts.push(formatRuleForTool(page));
  const cause = rule === undefined ? undefined : findCause(rule);
  if (cause !== undefined) parts.push(formatCauseForTool(cause));
  if (text !== undefined) {
    const states = findByText(app, text);
    for (const { key, assessment } of states.slice(0, maximumEndpoints)) {
      parts.push(
        assessment === undefined
          ? `${key} was not probed yet.`
          : `The last result, from the list. It was not probed again.\n${formatAssessmentForTool(assessment, { findRulePage, findCause })}`,
      );
    }
    if (states.length === 0) parts.push(...(await explainText(text)));
    if (states.length === 0 && parts.length === 0) {
      parts.push(...findByWords(rulePages, text).map(formatRuleForTool));
      parts.push(...findByWords(causes, text).map(formatCauseForTool));
    }
  }
  if (parts.length > 0) return parts.join('\n\n');
  const list = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id).join(', ');
  return `No rule, no cause and no endpoint of the list fits that. The rules are: ${list(rulePages)}. The causes are: ${list(causes)}.`;
}

// Every command. A new one is one record here and its words in package.json.

import * as vscode from 'vscode';
import { printableText, reasonOf } from '../../formats/printable.ts';
import type { App } from '../app.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import type { Command } from './command.ts';
import { copyAsCommand } from './copyAs.ts';
import { copyReportCommand, openPanelCommand, removeEndpointCommand, showTranscriptCommand } from './endpoints.ts';
import { explainErrorCommand } from './explainError.ts';
import { explainRuleCommand } from './explainRule.ts';
import { exportReportCommand } from './exportReport.ts';
import {
  compareResultsCommand,
  diffTranscriptsCommand,
  importResultCommand,
  showHistoryCommand,
  whatChangedCommand,
} from './history.ts';
import { copyExportSnippetCommand, diagnoseHybridCommand } from './hybrid.ts';
import { closeLabCommand, openLabCommand } from './lab.ts';
import { clearFilterCommand, filterEndpointsCommand, sortEndpointsCommand } from './listing.ts';
import { pauseMonitorCommand, resumeMonitorCommand } from './monitor.ts';
import {
  addEndpointCommand,
  editEndpointCommand,
  importEndpointsCommand,
  openInFleetFileCommand,
  probeListedCommand,
  saveAsFleetFileCommand,
} from './fleet.ts';
import { acceptFindingCommand, correctPairingCommand } from './findings.ts';
import { findAntiFixesCommand } from './findAntiFixes.ts';
import { furtherTestCommand } from './furtherTest.ts';
import { probeCommand } from './probe.ts';
import { analyseLogCommand, probeLogHostCommand, showLogSessionCommand } from './protocolLog.ts';
import { saveChainCommand } from './saveChain.ts';
import {
  cancelAllCommand,
  cancelCommand,
  probeAgainCommand,
  probeAllCommand,
  probeGroupCommand,
  probeSelectedCommand,
} from './run.ts';
import { cancelSelectedCommand, removeSelectedCommand } from './selection.ts';

export const commands: readonly Command[] = [
  probeCommand,
  probeAgainCommand,
  probeSelectedCommand,
  probeGroupCommand,
  probeAllCommand,
  cancelCommand,
  cancelAllCommand,
  filterEndpointsCommand,
  sortEndpointsCommand,
  clearFilterCommand,
  pauseMonitorCommand,
  resumeMonitorCommand,
  openPanelCommand,
  removeEndpointCommand,
  addEndpointCommand,
  editEndpointCommand,
  importEndpointsCommand,
  saveAsFleetFileCommand,
  openInFleetFileCommand,
  probeListedCommand,
  showTranscriptCommand,
  saveChainCommand,
  copyReportCommand,
  exportReportCommand,
  copyAsCommand,
  explainRuleCommand,
  explainErrorCommand,
  showHistoryCommand,
  whatChangedCommand,
  diffTranscriptsCommand,
  compareResultsCommand,
  importResultCommand,
  analyseLogCommand,
  showLogSessionCommand,
  probeLogHostCommand,
  diagnoseHybridCommand,
  copyExportSnippetCommand,
  openLabCommand,
  closeLabCommand,
  cancelSelectedCommand,
  removeSelectedCommand,
  acceptFindingCommand,
  correctPairingCommand,
  findAntiFixesCommand,
  furtherTestCommand,
];

/** An exception that gets here is a fault of this extension: it is told and written down, never swallowed. */
async function runCommand(app: App, command: Command, argumentList: readonly unknown[]): Promise<unknown> {
  try {
    return await command.run(app, ...argumentList);
  } catch (error) {
    const reason = reasonOf(error);
    app.log.error(`${command.id}: ${error instanceof Error ? printableText(error.stack ?? reason, 4_000) : reason}`);
    void showError(t('SMTP TLS Probe met a fault of its own: {0}', reason));
    return undefined;
  }
}

export function registerCommands(app: App): void {
  for (const command of commands) {
    app.context.subscriptions.push(
      vscode.commands.registerCommand(command.id, (...argumentList: readonly unknown[]) =>
        runCommand(app, command, argumentList),
      ),
    );
  }
}

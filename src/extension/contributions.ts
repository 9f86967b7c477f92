// Every name that package.json and the code share, in one place.

export const commandIds = {
  probe: 'smtpTls.probe',
  probeAgain: 'smtpTls.probeAgain',
  probeSelected: 'smtpTls.probeSelected',
  probeGroup: 'smtpTls.probeGroup',
  probeAll: 'smtpTls.probeAll',
  cancel: 'smtpTls.cancel',
  cancelAll: 'smtpTls.cancelAll',
  filterEndpoints: 'smtpTls.filterEndpoints',
  sortEndpoints: 'smtpTls.sortEndpoints',
  clearFilter: 'smtpTls.clearFilter',
  pauseMonitor: 'smtpTls.pauseMonitor',
  resumeMonitor: 'smtpTls.resumeMonitor',
  openPanel: 'smtpTls.openPanel',
  removeEndpoint: 'smtpTls.removeEndpoint',
  addEndpoint: 'smtpTls.addEndpoint',
  editEndpoint: 'smtpTls.editEndpoint',
  importEndpoints: 'smtpTls.importEndpoints',
  saveAsFleetFile: 'smtpTls.saveAsFleetFile',
  openInFleetFile: 'smtpTls.openInFleetFile',
  /** Of the lenses in fleet files; in no menu. */
  probeListed: 'smtpTls.probeListed',
  showTranscript: 'smtpTls.showTranscript',
  saveChain: 'smtpTls.saveChain',
  copyReport: 'smtpTls.copyReport',
  exportReport: 'smtpTls.exportReport',
  copyAs: 'smtpTls.copyAs',
  explainRule: 'smtpTls.explainRule',
  explainError: 'smtpTls.explainError',
  showHistory: 'smtpTls.showHistory',
  whatChanged: 'smtpTls.whatChanged',
  diffTranscripts: 'smtpTls.diffTranscripts',
  compareResults: 'smtpTls.compareResults',
  importResult: 'smtpTls.importResult',
  analyseLog: 'smtpTls.analyseLog',
  showLogSession: 'smtpTls.showLogSession',
  probeLogHost: 'smtpTls.probeLogHost',
  diagnoseHybrid: 'smtpTls.diagnoseHybrid',
  copyExportSnippet: 'smtpTls.copyExportSnippet',
  openLab: 'smtpTls.openLab',
  closeLab: 'smtpTls.closeLab',
  cancelSelected: 'smtpTls.cancelSelected',
  removeSelected: 'smtpTls.removeSelected',
  acceptFinding: 'smtpTls.acceptFinding',
  correctPairing: 'smtpTls.correctPairing',
  findAntiFixes: 'smtpTls.findAntiFixes',
  furtherTest: 'smtpTls.furtherTest',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const endpointsView = 'smtpTls.endpoints';

/** Tools for language models. */
export const toolNames = { probe: 'smtpTls_probe', explain: 'smtpTls_explain' } as const;

export const panelType = 'smtpTls.panel';

export const hybridPanelType = 'smtpTls.hybrid';

/** Exports of connectors, as the snippet that makes them names its files. */
export const exportFileGlob = '**/*.connectors.{json,csv,xml,clixml,txt}';

export const settingsSection = 'smtpTls';

/** Read-only documents: `smtp-tls:/transcript/HOST:PORT`, `smtp-tls:/rules/RULE.md` and the like. */
export const documentScheme = 'smtp-tls';

/** Context key: not all endpoints are shown. */
export const filteredContext = 'smtpTls.isFiltered';

/** Context key: probes are under way. */
export const runningContext = 'smtpTls.isRunning';

/** Context key: fleets are probed again and again (`on`), not for now (`paused`), or not yet (`declined`); `off`: no fleet asks for it. */
export const monitorContext = 'smtpTls.monitor';

/** Context key: the lab's servers are running. */
export const labContext = 'smtpTls.isLabOpen';

/** `viewItem` of tree nodes, for the menus. */
export const nodeContexts = {
  idleGroup: 'group.idle',
  runningGroup: 'group.running',
  idleEndpoint: 'endpoint.idle',
  runningEndpoint: 'endpoint.running',
  /** Without a result there is nothing to save, to copy or to compare. */
  newEndpoint: 'endpoint.idle.new',
  firstRunEndpoint: 'endpoint.running.new',
  stage: 'stage',
  finding: 'finding',
  acceptedFinding: 'finding.accepted',
  pairingFinding: 'finding.pairing',
  cause: 'cause',
} as const;

/** The list of endpoints of a folder. */
export const endpointFileName = 'smtp-tls.json';

/** SmtpSend and SmtpReceive logs of Exchange. */
export const protocolLogLanguage = 'smtp-protocol-log';

/** Every fleet file, in whatever folder. */
export const fleetFileGlob = '**/{smtp-tls,*.smtp-tls}.json';

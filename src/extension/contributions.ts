// Every name that package.json and the code share, in one place.

export const commandIds = {
  probe: 'smtpTls.probe',
  probeAgain: 'smtpTls.probeAgain',
  cancel: 'smtpTls.cancel',
  openPanel: 'smtpTls.openPanel',
  removeEndpoint: 'smtpTls.removeEndpoint',
  showTranscript: 'smtpTls.showTranscript',
  copyReport: 'smtpTls.copyReport',
  explainRule: 'smtpTls.explainRule',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const endpointsView = 'smtpTls.endpoints';

export const panelType = 'smtpTls.panel';

export const settingsSection = 'smtpTls';

/** Read-only documents: `smtp-tls:/transcript/HOST:PORT` and `smtp-tls:/rules/RULE.md`. */
export const documentScheme = 'smtp-tls';

/** Context key: not all endpoints are shown. */
export const filteredContext = 'smtpTls.isFiltered';

/** Context key: fleets are probed again and again (`on`), that is paused (`paused`), or nobody asked for it (`off`). */
export const monitorContext = 'smtpTls.monitor';

/** `viewItem` of tree nodes, for the menus. */
export const nodeContexts = {
  idleGroup: 'group.idle',
  runningGroup: 'group.running',
  idleEndpoint: 'endpoint.idle',
  runningEndpoint: 'endpoint.running',
  stage: 'stage',
  finding: 'finding',
} as const;

/** The list of endpoints of a folder. */
export const endpointFileName = 'smtp-tls.json';

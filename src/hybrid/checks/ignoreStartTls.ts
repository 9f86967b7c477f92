// The Send connector passes over STARTTLS even where it is offered.

import type { SendConnector } from '../../model/connector.ts';
import { describeConnector, propertyCheck } from '../check.ts';
import { cmdlet } from '../citations.ts';
import { setConnector } from '../repairs.ts';

export const ignoreStartTls = propertyCheck<SendConnector, boolean>({
  id: 'hybrid/ignore-starttls',
  title: 'The Send connector never starts TLS',
  severity: 'error',
  citation: cmdlet('Set-SendConnector'),
  meaning:
    'With this property on, Exchange does not use STARTTLS even where it is offered. Exchange Online then answers "451 5.7.3 Must issue a STARTTLS command first", and what it does not refuse goes in the open.',
  fix: 'Set the property back to $false with the command shown. If mail then stops, TLS had a fault that was hidden until now: probe the leg and mend that.',
  property: 'IgnoreSTARTTLS',
  connectors: (pair) => pair.sends,
  field: ({ ignoreStartTls: field }) => field,
  judge: (value, connector) =>
    value === true
      ? {
          text: `${describeConnector(connector)} has IgnoreSTARTTLS True: it sends without TLS even where TLS is offered.`,
          repairs: [setConnector(connector, { IgnoreSTARTTLS: false }, 'Starts TLS wherever it is offered.')],
        }
      : undefined,
});

// Every flag, and which take a value. What each means: help.ts.

import type { parseArgs } from 'node:util';
import { furtherFlags } from './furtherFlags.ts';

export const flags = {
  tls: { type: 'string' },
  servername: { type: 'string' },
  ca: { type: 'string' },
  'all-stores': { type: 'boolean' },
  timeout: { type: 'string' },
  ehlo: { type: 'string' },
  address: { type: 'string' },
  family: { type: 'string' },
  'local-address': { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  pfx: { type: 'string' },
  passphrase: { type: 'string' },
  'min-tls': { type: 'string' },
  ...furtherFlags,
  hosts: { type: 'string', multiple: true },
  fleet: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  format: { type: 'string' },
  redact: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string' },
  concurrency: { type: 'string' },
  'per-host': { type: 'string' },
  verbose: { type: 'boolean', short: 'v' },
  'on-premises': { type: 'string' },
  'smart-host': { type: 'string' },
  egress: { type: 'string' },
  'export-snippet': { type: 'boolean' },
  explain: { type: 'string' },
  'list-rules': { type: 'boolean' },
  'list-causes': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** What was given of them. */
export type Values = ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: true }>>['values'];
